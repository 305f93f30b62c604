/* The folder a clerk keeps per period, and the one of the office's profile:
 * which file serves as what.  Files are named by their base name, whatever
 * their form; what the clerk put into the bulletin's folder wins. */
#ifndef TONGBAO_BULLETIN_FOLDER_H
#define TONGBAO_BULLETIN_FOLDER_H

#include "gen/base/diag.h"
#include "gen/input/source.h"

struct folder_stamp { /* what a file was when the folder was read */
    uint64_t device;
    uint64_t inode;
    int64_t size;
    int64_t changed[4]; /* contents and state: seconds, nanoseconds */
};

struct folder {
    const char *path;  /* as given, without slashes at its end */
    struct str *names; /* regular files, in byte order; hidden files, lock
                          files of WPS and Office and what Windows leaves in
                          folders left out */
    size_t n_names;
    struct folder_stamp *stamps; /* one for each name */
    bool *is_used;               /* one for each name */
};

/* False after reporting.  Warns of files that are open in WPS or Office. */
bool folder_read(struct folder *folder, const char *path, struct arena *arena,
                 struct diags *diags);

/* The file STEM.* that is a table (any ending but .txt .md .docx .xml);
 * NULL if there is none, and after reporting if there are several.  The path
 * is the folder's with the name. */
const char *folder_find_table(struct folder *folder, struct str stem,
                              struct arena *arena, struct diags *diags,
                              bool *failed);

/* Of the tables that serve as nothing yet the one whose name is most like
 * stem, as "stem(1).xlsx" is; empty if none is. */
struct str folder_find_like(const struct folder *folder, struct str stem);

/* The file of exactly that name; NULL if there is none. */
const char *folder_find(struct folder *folder, struct str name,
                        struct arena *arena);

/* The bytes of the i-th file: those it had when the folder was read, and all
 * the time since.  False after reporting, also if it changed; else the caller
 * closes source. */
bool folder_take(const struct folder *folder, size_t i, struct source *source,
                 struct diags *diags);

/* The folder's own name, links and dots resolved. */
struct str folder_own_name(const struct folder *folder, struct arena *arena);

#endif
