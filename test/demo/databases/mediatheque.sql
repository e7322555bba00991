-- A library whose names need quoting everywhere: spaces, accents, an apostrophe. Run as the role "médiathèque".
CREATE TABLE "œuvres" (
  "numéro" integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  "titre" text NOT NULL,
  "auteur·rice" text NOT NULL,
  "paru en" smallint,
  "recherche" tsvector GENERATED ALWAYS AS (to_tsvector('french', "titre")) STORED
);
CREATE INDEX "œuvres par mot" ON "œuvres" USING gin ("recherche");

CREATE TABLE "prêts d'été" (
  "œuvre" integer NOT NULL REFERENCES "œuvres",
  "prêtée le" date NOT NULL,
  "à rendre le" date NOT NULL,
  "rendue" boolean NOT NULL DEFAULT false,
  "remarque" text,
  PRIMARY KEY ("œuvre", "prêtée le")
);
COMMENT ON TABLE "prêts d'été" IS 'Prêts du 1ᵉʳ juin au 31 août ; la durée est doublée';

INSERT INTO "œuvres" ("titre", "auteur·rice", "paru en")
SELECT
  (ARRAY['L’été des hirondelles','À la recherche d’un accent','Où va la forêt ?','Cœur de Noël','Le garçon naïf'])[1 + i % 5]
    || ', tome ' || i,
  (ARRAY['Agathe Lefèvre','Émile Nœud','Ágota Szabó','Jürg Böhm'])[1 + i % 4],
  1950 + i % 76
FROM generate_series(1, 1200) AS i;

INSERT INTO "prêts d'été"
SELECT 1 + (i * 7) % 1200, date '2024-06-01' + i % 90 + 366 * (i % 3), date '2024-07-15' + i % 90 + 366 * (i % 3), i % 5 > 0,
  CASE WHEN i % 40 = 0 THEN 'Page 12 abîmée : « tache de café »' END
FROM generate_series(1, 3000) AS i
ON CONFLICT DO NOTHING;

CREATE VIEW "en retard" AS
SELECT o."titre", p."à rendre le" FROM "prêts d'été" p JOIN "œuvres" o ON o."numéro" = p."œuvre" WHERE NOT p."rendue";
