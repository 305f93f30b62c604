/* A template ready to be rendered: every part of the package, those with tags
 * compiled.  Two forms, one loader: a .docx, or a bare <name>.xml (only
 * word/document.xml) laid over a base folder that holds the rest unpacked. */
#ifndef TONGBAO_TEMPLATE_TEMPLATE_H
#define TONGBAO_TEMPLATE_TEMPLATE_H

#include "gen/template/list_starts.h"
#include "gen/template/template_base.h"
#include "gen/template/wml.h"

struct template_part {
    struct str name;   /* in the package, without the leading '/' */
    struct str bytes;  /* as they are in the template */
    struct template_base_part *shared; /* of a shared base; or NULL */
    struct node *root; /* compiled; NULL: it holds no tag, or is faulty */
    struct node *outline; /* of its tags, if the template is linted */
};

struct template {
    const char *path;
    struct template_part *parts; /* in the order they are written */
    size_t n_parts;
    const struct template_part *body; /* the main document */
    struct styles styles;
    struct list_starts numbering; /* if a list of the body begins anew */
};

struct template_source {
    const char *path;        /* .docx, or bare .xml */
    struct template_base *base; /* for a bare one, to outlive the template */
    const char *base_folder; /* for a bare one where base is NULL; NULL: the
                                base's faults have been reported */
    const struct prose_source *proses; /* NULL: none */
    bool lints;              /* outlines are made, lone braces warned of */
};

/* Reports every fault of the template; false if there was one, but the parts
 * that could be read are there all the same.  Lives in the arena. */
bool template_read(struct template *template,
                   const struct template_source *source, struct arena *arena,
                   struct diags *diags);

#endif
