package io.shiyun.provider.sim;

/** What can go wrong with one request. */
public enum Fault {
    /** The request is lost on the way; nothing is done, and the caller cannot know. */
    LOST_REQUEST,
    /** It is carried out, and the answer is lost. */
    LOST_REPLY,
    /** It is carried out, and the answer breaks off, so that it cannot be read. */
    PARTIAL_BODY,
    /** It arrives twice and is carried out twice; only a token, a name or its nature keeps it single. */
    DUPLICATE,
    /** It is refused because there are too many. */
    THROTTLED
}
