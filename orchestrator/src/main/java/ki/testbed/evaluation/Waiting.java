package ki.testbed.evaluation;

import ki.testbed.protocol.Text;

/**
 * Why a queued run waits.
 *
 * @param ahead runs before it
 * @param code of the reason that binds most: AHEAD, CAPACITY, NODE_HEALTH, IMAGE, RETRY or
 *     ADMISSION_CLOSED
 */
public record Waiting(int ahead, String code, Text text) {}
