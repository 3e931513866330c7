-- Names by two words: for each two words of a name the first two letters of one, a blank, and the other,
-- behind a blank that no word begins with. So "an ko" is one range, whoever many people begin with either.

insert into person_words (word, person_id)
select ' ' || substr(a.word, 1, 2) || ' ' || b.word, a.person_id
from person_words a join person_words b on b.person_id = a.person_id and b.word <> a.word
where true
on conflict do nothing;
