create table source (name text, id integer, file text, memo text, owner text, date text, dateM text,
  status integer);
create table freecode (name text, memo text, owner text, date text, dateM text, id integer, status integer,
  color text);
create table treecode (cid integer, catid integer, date text, dateM text, memo text, status integer,
  owner text);
create table treefile (fid integer, catid integer, date text, dateM text, memo text, status integer,
  owner text);
create table filecat (name text, fid integer, catid integer, owner text, date text, dateM text, memo text,
  status integer);
create table codecat (name text, cid integer, catid integer, owner text, date text, dateM text, memo text,
  status integer);
create table coding (cid integer, fid integer, seltext text, selfirst real, selend real, status integer,
  owner text, date text, memo text);
create table cases (name text, memo text, owner text, date text, dateM text, id integer, status integer);
create table caselinkage (caseid integer, fid integer, selfirst real, selend real, status integer, owner text,
  date text, memo text);
create table caseAttr (variable text, value text, caseID integer, date text, dateM text, owner text,
  status integer);
create table fileAttr (variable text, value text, fileID integer, date text, dateM text, owner text,
  status integer);
create table journal (name text, journal text, date text, dateM text, owner text, status integer);
create table annotation (fid integer, position integer, annotation text, owner text, date text, dateM text,
  status integer);
create table imageCoding (cid integer, iid integer, x1 integer, y1 integer, x2 integer, y2 integer, memo text,
  date text, dateM text, owner text, status integer);
insert into source values ('FG 1', 1, 'For our 🙂 image. And the network.', 'short', 'c1', '', null, 1);
insert into source values ('Old', 2, 'gone', null, 'c1', '', null, 0);
insert into freecode values ('Image', 'How others see us', 'c1', '', null, 1, 1, null);
insert into freecode values ('Network', null, 'c1', '', null, 2, 1, null);
insert into freecode values ('Gone', null, 'c1', '', null, 3, 0, null);
insert into codecat values ('Legitimacy', null, 1, 'c1', '', null, null, 1);
insert into treecode values (1, 1, '', null, null, 1, 'c1');
insert into coding values (1, 1, 'our 🙂 image', 4.0, 15.0, 1, 'c1', 'Fri Jul 16 17:20:09 2010', 'ask again');
insert into coding values (2, 1, 'the network', 21.0, 32.0, 1, 'c2', 'Fri Jul 16 17:20:09 2010', null);
insert into coding values (2, 1, 'image', 10.0, 15.0, 0, 'c2', '', null);
insert into cases values ('W1', null, 'c1', '', null, 1, 1);
insert into cases values ('W2', 'tired', 'c1', '', null, 2, 1);
insert into caselinkage values (1, 1, 0.0, 16.0, 1, 'c1', '', null);
insert into caselinkage values (2, 1, 17.0, 33.0, 1, 'c1', '', null);
insert into caseAttr values ('Rol', 'practice-partner', 1, '', null, 'c1', 1);
insert into filecat values ('alpha', null, 1, 'c1', '', null, null, 1);
insert into treefile values (1, 1, '', null, null, 1, 'c1');
insert into journal values ('day 1', 'words', '', null, 'c1', 1);
