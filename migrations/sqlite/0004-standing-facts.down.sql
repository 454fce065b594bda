DROP INDEX user_facts_by_successor;
DROP INDEX user_facts_standing;
