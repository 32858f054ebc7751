package ki.testbed.rules.label;

/**
 * A person's answer to an item.
 *
 * @param item its key
 * @param rationale in the person's words
 * @param by pseudonym of the person
 */
public record HumanAnswer(
    String item, boolean holds, String rationale, String by, ObjectBinding boundTo) {}
