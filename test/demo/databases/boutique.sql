-- A shop: partitions, generated columns, triggers, an extension. Run as the role boutique.
SELECT setseed(0.11);

CREATE EXTENSION pg_trgm;
CREATE SCHEMA compta;
COMMENT ON SCHEMA compta IS 'Comptabilité : factures et journal';

CREATE TABLE products (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text NOT NULL,
  price numeric(10, 2) NOT NULL CHECK (price > 0),
  vat_rate numeric(4, 3) NOT NULL DEFAULT 0.081,
  price_with_vat numeric(10, 2) GENERATED ALWAYS AS (round(price * (1 + vat_rate), 2)) STORED,
  attributes jsonb NOT NULL DEFAULT '{}',
  stock integer NOT NULL DEFAULT 0
);
CREATE INDEX products_by_likeness ON products USING gin (name gin_trgm_ops);

CREATE TABLE customers (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  name text NOT NULL,
  address text[] NOT NULL,
  born_on date
);

CREATE TABLE orders (
  id bigint GENERATED ALWAYS AS IDENTITY,
  customer_id uuid NOT NULL REFERENCES customers,
  ordered_at timestamptz NOT NULL,
  note text,
  PRIMARY KEY (id, ordered_at)
) PARTITION BY RANGE (ordered_at);
CREATE TABLE orders_2024 PARTITION OF orders FOR VALUES FROM ('2024-01-01 00:00Z') TO ('2025-01-01 00:00Z');
CREATE TABLE orders_2025 PARTITION OF orders FOR VALUES FROM ('2025-01-01 00:00Z') TO ('2026-01-01 00:00Z');
CREATE TABLE orders_2026 PARTITION OF orders FOR VALUES FROM ('2026-01-01 00:00Z') TO ('2027-01-01 00:00Z');
CREATE TABLE orders_other PARTITION OF orders DEFAULT;

CREATE TABLE order_lines (
  order_id bigint NOT NULL,
  ordered_at timestamptz NOT NULL,
  product_id integer NOT NULL REFERENCES products,
  quantity integer NOT NULL CHECK (quantity > 0),
  price numeric(10, 2) NOT NULL,
  total numeric(12, 2) GENERATED ALWAYS AS (quantity * price) STORED,
  PRIMARY KEY (order_id, ordered_at, product_id),
  FOREIGN KEY (order_id, ordered_at) REFERENCES orders ON DELETE CASCADE
);

CREATE TABLE compta.journal (
  id bigserial PRIMARY KEY,
  happened_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  product_id integer NOT NULL,
  stock_before integer NOT NULL,
  stock_after integer NOT NULL
);

CREATE FUNCTION compta.note_stock() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO compta.journal (product_id, stock_before, stock_after) VALUES (NEW.id, OLD.stock, NEW.stock);
  RETURN NEW;
END
$$;
CREATE TRIGGER stock_is_noted AFTER UPDATE OF stock ON products FOR EACH ROW
  WHEN (OLD.stock IS DISTINCT FROM NEW.stock) EXECUTE FUNCTION compta.note_stock();

INSERT INTO products (name, price, attributes, stock)
SELECT
  (ARRAY['Théière','Écharpe','Vélo','Bougie','Carnet','Lampe'])[1 + i % 6] || ' ' ||
    (ARRAY['bleue','d’hiver','pliante','à l’ancienne','brodée'])[1 + i % 5] || ' n° ' || i,
  round((3 + 200 * random())::numeric, 2),
  jsonb_build_object('couleur', (ARRAY['bleu','vert','écru'])[1 + i % 3], 'poids_g', 50 + i * 3, 'mots', jsonb_build_array('été', 'fête')),
  i % 90
FROM generate_series(1, 400) AS i;

INSERT INTO customers (id, name, address, born_on)
SELECT md5('client ' || i)::uuid, 'Cliente ' || i || ' née O’Brien', ARRAY['Rue de l’Hôpital ' || i, 1000 + i % 900 || ' Neuchâtel'],
  date '1950-01-01' + (i * 7) % 18000
FROM generate_series(1, 1500) AS i;

INSERT INTO orders (customer_id, ordered_at, note)
SELECT md5('client ' || 1 + i % 1500)::uuid, timestamptz '2023-12-20 10:00+01' + i * interval '137 minutes',
  CASE WHEN i % 17 = 0 THEN E'Emballage cadeau\t« sans prix »' END
FROM generate_series(1, 11000) AS i;

INSERT INTO order_lines (order_id, ordered_at, product_id, quantity, price)
SELECT o.id, o.ordered_at, p.id, 1 + (o.id + n) % 4, p.price
FROM orders o CROSS JOIN generate_series(0, 2) AS n JOIN products p ON p.id = 1 + (o.id * 13 + n * 101) % 400;

UPDATE products SET stock = stock + 5 WHERE id % 8 = 0;

CREATE VIEW sales_per_month AS
SELECT date_trunc('month', ordered_at AT TIME ZONE 'Europe/Zurich') AS month, sum(total) AS total
FROM order_lines GROUP BY 1;
