CREATE TABLE project (databaseversion text, date text, memo text, about text);
CREATE TABLE source (id integer primary key, name text, fulltext text, mediapath text, memo text, owner text,
  date text, unique(name));
CREATE TABLE code_image (imid integer primary key, id integer, cid integer, memo text, pdf_page integer);
CREATE TABLE code_av (avid integer primary key, id integer, pos0 integer, pos1 integer, cid integer);
CREATE TABLE annotation (anid integer primary key, fid integer, pos0 integer, pos1 integer, memo text);
CREATE TABLE attribute (attrid integer primary key, name text, attr_type text, value text, id integer);
CREATE TABLE case_text (id integer primary key, caseid integer, fid integer, pos0 integer, pos1 integer);
CREATE TABLE cases (caseid integer primary key, name text, memo text, owner text, date text, unique(name));
CREATE TABLE code_cat (catid integer primary key, name text, memo text, supercatid integer, unique(name));
CREATE TABLE code_text (ctid integer primary key, cid integer, fid integer, seltext text, pos0 integer,
  pos1 integer, owner text, date text, memo text, unique(cid, fid, pos0, pos1, owner));
CREATE TABLE code_name (cid integer primary key, name text, memo text, catid integer, owner text, date text,
  color text, unique(name));
CREATE TABLE journal (jid integer primary key, name text, jentry text);
INSERT INTO source (id, name, fulltext, memo) VALUES (1, 'b1', 'naam en brood', 'a memo');
INSERT INTO code_cat VALUES (1, 'legitimacy', '', NULL);
INSERT INTO code_name VALUES (1, 'image', 'a name', 1, 'anna', '2024-04-02', '#ff0000');
INSERT INTO code_text VALUES (1, 1, 1, 'naam', 0, 4, 'anna', '2024-04-02 10:00:00', '');
INSERT INTO cases VALUES (1, 'bakery', '', 'anna', '');
INSERT INTO case_text VALUES (1, 1, 1, 0, 0);
INSERT INTO attribute VALUES (1, 'role', 'case', 'practice-partner', 1);
