/* The package that bare templates are laid over: read once for all templates
 * of a job, and its parts that no template changes deflated once. */
#ifndef TONGBAO_TEMPLATE_TEMPLATE_BASE_H
#define TONGBAO_TEMPLATE_TEMPLATE_BASE_H

#include "gen/opc/deflated.h"
#include "gen/opc/package.h"
#include "gen/template/style.h"

struct template_base;
struct template_base_part;

/* A package, as a folder or an archive.  NULL after reporting; the caller
 * closes it, after every template read with it. */
struct template_base *template_base_open(const char *path, struct diags *diags);
void template_base_close(struct template_base *base);

struct package *template_base_package(struct template_base *base);

/* The part of a name as package_find() gives it, its bytes read: they live as
 * long as the base.  NULL after reporting. */
struct template_base_part *template_base_read(struct template_base *base,
                                              struct str name,
                                              struct diags *diags);
struct str template_base_part_bytes(const struct template_base_part *part);

/* The part deflated, by the first call; NULL if that fails. */
const struct deflated *
template_base_part_deflated(struct template_base_part *part);

/* The styles among its parts; name as above.  NULL after reporting. */
const struct styles *template_base_styles(struct template_base *base,
                                          struct str name, struct diags *diags);

#endif
