/* What the profile's source files share; nobody else includes it. */
#ifndef TONGBAO_MODEL_PROFILE_READ_H
#define TONGBAO_MODEL_PROFILE_READ_H

#include "gen/model/profile.h"
#include "gen/opc/xml_schema.h"

struct profile_reader {
    struct profile *profile;
    struct arena *arena;
    struct diags *diags;
};

/* An attribute trimmed and copied; empty if absent. */
struct str profile_attribute(struct profile_reader *reader, const xmlNode *node,
                             const char *name);
bool profile_flag(const xmlNode *node, const char *name);
struct str *profile_list(struct profile_reader *reader, const xmlNode *node,
                         const char *name, size_t *n);
size_t profile_count(const xmlNode *parent, const char *name);
struct location profile_line(struct profile_reader *reader, int line);

/* A table or the settings; element: "column" or "setting". */
void profile_read_schema(struct profile_reader *reader, const xmlNode *node,
                         const char *element, struct schema *schema);

/* Adds the settings of another file that the profile has none of by name. */
void profile_read_shared(struct profile_reader *reader, const char *path,
                         const char *schema_path);

/* Reports a name that SQL or templates cannot take. */
void profile_check_name(struct profile_reader *reader, struct str name,
                        int line);

/* Faults of a schema's columns, but for patterns' and choices'. */
void profile_check_schema(struct profile_reader *reader,
                          const struct schema *schema);

#endif
