/* What stands before the XML parser: counts in the bytes about to be fed to
 * it and says stop before a document can make it slow or wander off.
 *
 * A byte-level state machine that knows tags, comments, processing
 * instructions and CDATA, nothing more; what it lets through may still be
 * ill-formed, which is the parser's to report.  UTF-8 and ASCII are scanned
 * as they are, GB18030 and its subsets with their second bytes masked, UTF-16
 * unit by unit; a document that contradicts itself about its encoding is
 * refused, so that the parser cannot read it differently.
 *
 * Where the caller counts the depth, runs of tags that are each shorter than
 * every limit are passed over without being read: nothing in them can be too
 * long, and a '<' inside a tag is an error that ends the parse.
 */
#ifndef TONGBAO_OPC_FENCE_H
#define TONGBAO_OPC_FENCE_H

#include "gen/base/str.h"

struct fence_limits {
    size_t depth;      /* 256 elements; 0: the caller counts them */
    size_t attributes; /* 1,000 on one element, xmlns included */
    size_t name;       /* 1,000 bytes */
    size_t token;      /* 1 MiB: a tag, a comment, an instruction */
    size_t text;       /* 16 MiB between two tags, CDATA included */
};
extern const struct fence_limits fence_default_limits;

enum fence_fault {
    FENCE_OK,
    FENCE_DTD,
    FENCE_DEPTH,
    FENCE_ATTRIBUTES,
    FENCE_NAME,
    FENCE_TOKEN,
    FENCE_TEXT,
    FENCE_ENCODING, /* unknown, or not what the first bytes say */
    FENCE_BINARY    /* a NUL, or no '<' at the start: not XML at all */
};

enum fence_state {
    FENCE_IN_TEXT,
    FENCE_AFTER_LT,
    FENCE_AFTER_BANG,
    FENCE_IN_TAG,
    FENCE_IN_END_TAG,
    FENCE_IN_COMMENT,
    FENCE_IN_CDATA,
    FENCE_IN_PI
};

enum fence_form { FENCE_UNKNOWN, FENCE_BYTES, FENCE_GB, FENCE_LE, FENCE_BE };

/* Zeroed but for limits, it is ready to be fed. */
struct fence {
    const struct fence_limits *limits;
    enum fence_state state;
    enum fence_form form;
    size_t depth;
    size_t attributes;
    size_t name;
    size_t token;
    size_t text;
    size_t line;      /* of the last byte fed, from 0 */
    unsigned run;     /* marks seen just before: -, ? or ] */
    char quote;       /* open quote in a tag, or 0 */
    char last;        /* byte before, in a tag */
    bool is_half;     /* the last piece ended inside a GB character */
    bool starts_text; /* a comment has just begun: its "--" does not count */
};

/* The first piece must hold the whole XML declaration, pieces of UTF-16 an
 * even number of bytes.  After a fault the fence is not fed again. */
enum fence_fault fence_feed(struct fence *fence, struct str bytes);

#endif
