/* What a package says of its notice and its files, for a records system:
 * metadata/record.xml and metadata/文件目录.xml, each with its XSD.
 *
 * Elements are named as in DA/T 46-2009 where it has a name; no conformity to
 * it is claimed.  What is not known is left out.  Names inside a package are
 * ASCII; the record says what each file was called.
 */
#ifndef TONGBAO_ARCHIVE_RECORD_H
#define TONGBAO_ARCHIVE_RECORD_H

#include "gen/archive/bag.h"
#include "gen/model/profile.h"

enum record_role {
    RECORD_DOCUMENT, /* 文件: the notice and its attachments */
    RECORD_SEALED,   /* 盖章件: stamped copies */
    RECORD_INPUT,    /* 输入: what was read */
    RECORD_PROFILE,  /* 模板: what it was made with */
    RECORD_TABLES,   /* 数据: tables of this period and the one before */
    RECORD_N_ROLES
};

struct record_file {
    const struct bag_file *file;
    enum record_role role;
    struct str name;  /* as it was called */
    struct str title; /* may be empty */
};

struct bag_record { /* zeroed: empty; lives in its arena */
    struct str fields[RECORD_N_FIELDS];
    struct str program; /* that built it */
    struct str folder;  /* name of the bulletin's folder */
    struct str profile; /* name of the profile */
    struct str earlier; /* package or folder of the period before, or empty */
    struct str charset; /* that was asked for; empty: found out */
    struct record_file *files;
    size_t n_files;
    size_t cap;
};

void record_add(struct bag_record *record, const struct record_file *file,
                struct arena *arena);

/* Puts both files into the bag, or renews them. */
void record_write(const struct bag_record *record, struct bag *bag);

/* From the bag's record.xml; false after reporting what is wrong with it: a
 * file that is not in the bag, or is not as described. */
bool record_read(struct bag_record *record, const struct bag *bag,
                 const char *path, struct diags *diags);

/* Checks both files against the XSDs in the folder data. */
bool record_check(const struct bag *bag, const char *path, const char *data,
                  struct diags *diags);

#endif
