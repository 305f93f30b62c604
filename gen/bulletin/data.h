/* What a bulletin's templates can name: every table and view, 附件 (the
 * attachments), 本件 (the document being printed), 文件 (each document by its
 * id) and 合订 (the same, to be bound into another); and its prose. */
#ifndef TONGBAO_BULLETIN_DATA_H
#define TONGBAO_BULLETIN_DATA_H

#include "gen/bulletin/job.h"

/* Sets the job's dataset and proses. */
void data_open(struct job *job);

/* Frees the tables and views read so far; what templates made of them must be
 * written or copied by then. */
void data_forget(struct job *job);

/* A record of names and values, in the job's arena. */
struct value data_record(struct job *job, const char *const *names,
                         const struct value *values, size_t n);

#endif
