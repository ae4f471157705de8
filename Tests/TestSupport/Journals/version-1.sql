-- A journal as version 1 of the schema had it: the tables as dumped from one, with two runs whose
-- jobs are one that succeeded, one at its second attempt, one that waits and one that failed.
-- Identities, which depend on more than the journal, stand as the numbers of their jobs in braces.
PRAGMA journal_mode = WAL;
CREATE TABLE settings (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;
CREATE TABLE jobs (
  number INTEGER PRIMARY KEY,
  identity BLOB NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  recipe TEXT NOT NULL,
  dependencies TEXT NOT NULL,
  numerics TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'waiting',
  attempt INTEGER NOT NULL DEFAULT 0,
  failures INTEGER NOT NULL DEFAULT 0,
  crashes INTEGER NOT NULL DEFAULT 0,
  maximum_attempts INTEGER NOT NULL DEFAULT 1,
  maximum_crashes INTEGER NOT NULL DEFAULT 1,
  reason TEXT,
  result TEXT,
  checkpoint BLOB
) STRICT;
CREATE TABLE grown (
  number INTEGER PRIMARY KEY,
  parent BLOB NOT NULL,
  job BLOB NOT NULL,
  UNIQUE (parent, job)
) STRICT;
CREATE TABLE runs (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  spec TEXT NOT NULL,
  state TEXT NOT NULL,
  reason TEXT,
  created REAL NOT NULL,
  changed REAL NOT NULL
) STRICT;
CREATE TABLE run_jobs (
  number INTEGER PRIMARY KEY,
  run TEXT NOT NULL,
  job BLOB NOT NULL,
  UNIQUE (run, job)
) STRICT;
CREATE TABLE attempts (
  job BLOB NOT NULL,
  attempt INTEGER NOT NULL,
  worker TEXT NOT NULL,
  hardware TEXT NOT NULL,
  started REAL NOT NULL,
  ended REAL,
  outcome TEXT,
  seconds REAL,
  reason TEXT,
  PRIMARY KEY (job, attempt)
) STRICT, WITHOUT ROWID;
INSERT INTO settings VALUES ('epoch', '3');
INSERT INTO settings VALUES ('published run-2', '1');
INSERT INTO jobs VALUES (1, X'{1}', 'probe',
  '{"kind":"probe","number":1,"milliseconds":0}',
  '[]', 'cpu', 'succeeded', 1, 0, 0, 3, 4, NULL, '{"outputs":[],"metrics":{}}', NULL);
INSERT INTO jobs VALUES (2, X'{2}', 'probe',
  '{"kind":"probe","number":2,"milliseconds":0}',
  '[["network","{1}"]]', 'cpu', 'running', 2, 0, 1, 3, 4, NULL, NULL, NULL);
INSERT INTO jobs VALUES (3, X'{3}', 'probe',
  '{"kind":"probe","number":3,"milliseconds":0}',
  '[["network","{1}"],["statistics","{2}"]]', 'cpu', 'waiting', 0, 0, 0, 3, 4, NULL, NULL, NULL);
INSERT INTO jobs VALUES (4, X'{4}', 'probe',
  '{"kind":"probe","number":4,"milliseconds":0}',
  '[]', 'cpu', 'failed', 3, 3, 0, 3, 4, 'it cannot succeed', NULL, NULL);
INSERT INTO grown VALUES (1, X'{1}', X'{3}');
INSERT INTO runs VALUES (1, 'run-1', 'old', '{"name":"old"}', 'active', NULL, 1000.5, 1000.5);
INSERT INTO runs VALUES (2, 'run-2', 'older', '{"name":"older"}', 'complete', NULL, 990.5, 991.5);
INSERT INTO run_jobs VALUES (1, 'run-1', X'{1}');
INSERT INTO run_jobs VALUES (2, 'run-1', X'{2}');
INSERT INTO run_jobs VALUES (3, 'run-1', X'{3}');
INSERT INTO run_jobs VALUES (4, 'run-1', X'{4}');
INSERT INTO run_jobs VALUES (5, 'run-2', X'{1}');
INSERT INTO attempts VALUES (X'{1}', 1, 'w', 'a processor', 990.75, 991.25, 'succeeded', 0.5, NULL);
INSERT INTO attempts VALUES (X'{2}', 1, 'w', 'a processor', 1000.75, 1003.5, 'crashed', NULL, 'the worker w died while it did this');
INSERT INTO attempts VALUES (X'{2}', 2, 'w', 'a processor', 1004, NULL, NULL, NULL, NULL);
INSERT INTO attempts VALUES (X'{4}', 1, 'w', 'a processor', 1001.75, 1002, 'failed', NULL, 'it cannot succeed');
INSERT INTO attempts VALUES (X'{4}', 2, 'w', 'a processor', 1002.75, 1003, 'failed', NULL, 'it cannot succeed');
INSERT INTO attempts VALUES (X'{4}', 3, 'w', 'a processor', 1003.75, 1004, 'failed', NULL, 'it cannot succeed');
PRAGMA application_id = 1414349136;
PRAGMA user_version = 1;
