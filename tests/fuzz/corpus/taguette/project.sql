CREATE TABLE projects (id INTEGER PRIMARY KEY, name TEXT, description TEXT);
CREATE TABLE documents (id INTEGER PRIMARY KEY, name TEXT, description TEXT, filename TEXT,
  project_id INTEGER, contents TEXT);
CREATE TABLE highlights (id INTEGER PRIMARY KEY, document_id INTEGER, start_offset INTEGER,
  end_offset INTEGER, snippet TEXT);
CREATE TABLE tags (id INTEGER PRIMARY KEY, project_id INTEGER, path TEXT, description TEXT);
CREATE TABLE highlight_tags (highlight_id INTEGER, tag_id INTEGER);
CREATE TABLE commands (id INTEGER PRIMARY KEY, date TEXT, user_login TEXT, project_id INTEGER,
  document_id INTEGER, payload TEXT);
INSERT INTO projects VALUES (1, 'motives', '');
INSERT INTO documents VALUES (1, 'b1.docx', '', 'b1.docx', 1, '<p>naam en brood</p>');
INSERT INTO tags VALUES (1, 1, 'legitimacy', ''), (2, 1, 'legitimacy.image', 'a name');
INSERT INTO highlights VALUES (1, 1, 0, 4, '<p>naam</p>');
INSERT INTO highlight_tags VALUES (1, 2);
INSERT INTO commands (date, user_login, project_id, document_id, payload) VALUES ('2024-04-02 10:00:00', 'anna', 1, 1, '{"type": "highlight_add", "highlight_id": 1, "tags": [2]}');
