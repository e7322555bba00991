import type { Client } from 'pg';
import { fingerprintImage } from './fingerprintImage';

const imageCount = 80;

/** Fills the images of `pianos` (bytea, every eighth with its original as a large object) and what refers to them. */
export async function fillImages(client: Client): Promise<void> {
  for (let number = 1; number <= imageCount; number += 1) {
    const original =
      number % 8 === 0 ? 'lo_from_bytea(0, $4)' : 'CASE WHEN $4::bytea IS NULL THEN NULL::oid END';
    await client.query(
      `INSERT INTO images (folder_id, file_name, content, original, uploaded_at)
       VALUES ($1, $2, $3, ${original}, timestamptz '2024-05-02 10:15+02' + $5 * interval '17 hours')`,
      [
        1 + (number % 9),
        `empreinte_${String(number).padStart(3, '0')}_${number % 2 === 0 ? 'pouce' : 'index'}_gaucher·ère.png`,
        fingerprintImage(number),
        number % 8 === 0 ? fingerprintImage(number + 1000, 560) : null,
        number,
      ],
    );
  }
  await client.query(afterImages);
}

const afterImages = `
INSERT INTO exercise_images (exercise_id, image_id, is_mark)
SELECT e.id, 1 + (e.id * 3 + n) % ${String(imageCount)}, n = 0
FROM exercises e, generate_series(0, 2) AS n;

INSERT INTO annotations (image_id, user_id, minutiae, quality, drawn_at)
SELECT 1 + i % ${String(imageCount)}, 13 + i % 228,
  (SELECT jsonb_agg(jsonb_build_object(
     'x', (i * 31 + p * 17) % 400, 'y', (i * 13 + p * 29) % 400, 'angle', round((random() * 360)::numeric, 1),
     'type', (ARRAY['arrêt de crête', 'bifurcation', 'îlot'])[1 + (i + p) % 3]))
   FROM generate_series(1, 8 + i % 20) AS p),
  round((0.3 + 0.7 * random())::numeric, 3),
  timestamptz '2024-09-20 14:00+02' + i * interval '97 minutes'
FROM generate_series(1, 4000) AS i;

REFRESH MATERIALIZED VIEW exercise_statistics;`;
