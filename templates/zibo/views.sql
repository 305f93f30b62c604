-- 淄博市政府网站和政务新媒体季度检查通报：每个数字从这里算出。
--
-- 输入表：网站（网站普查结果）、信件（互动信件）、新媒体（政务新媒体普查结果）、
-- 断更（断更记录），加上 期次（设置，一行）和 单位名录。网站和信件的单位一律存
-- 全称，次序以名录为准；政务新媒体的主办单位照原表。
-- 文字在模板里，这里只出数字、名单和真假（1、0）。


-- 一、口径 ----------------------------------------------------------------

-- 单项否决的线：栏目数超过线的网站不合格。其余是互动和断更的标准。
CREATE VIEW 规则 AS
SELECT 10 AS 更新线,
       5 AS 空白线,
       5 AS 要闻线,
       5 AS 回应期限,    -- 超过几个工作日为回应不及时
       14 AS 断更天数,   -- 超过几天没有更新为一次断更
       3 AS 断更次数;    -- 断更达到几次在正文点名

CREATE VIEW 名录 AS
SELECT CAST(序号 AS INTEGER) AS 序, 全称, 简称, 组, 代码,
       _file, _sheet, _row
FROM 单位名录;


-- 二、政府网站 --------------------------------------------------------------

CREATE VIEW 普查情况 AS
SELECT 全称, 简称, 组, 代码, 更新, 空白, 要闻,
       更新 OR 空白 OR 要闻 AS 不合格,
       序, _file, _sheet, _row
FROM (SELECT u.全称, u.简称, u.组, u.代码,
             w.更新不达标 > r.更新线 AS 更新,
             w.空白栏目 > r.空白线 AS 空白,
             w.要闻不更新 > r.要闻线 AS 要闻,
             u.序, w._file, w._sheet, w._row
      FROM 网站 w JOIN 名录 u ON u.全称 = w.单位 CROSS JOIN 规则 r)
ORDER BY 序;

CREATE VIEW 网站总览 AS
SELECT 网站数, 市政府数, 区县数, 部门数, 普查数,
       不合格数, 普查数 - 不合格数 AS 合格数, 不合格部门数, 不合格区县数,
       不合格部门数 > 0 AND 不合格区县数 > 0 AS 两类
FROM (SELECT count(*) AS 网站数,
             count(*) FILTER (WHERE 组 = '市政府门户网站') AS 市政府数,
             count(*) FILTER (WHERE 组 = '区县门户网站') AS 区县数,
             count(*) FILTER (WHERE 组 = '市直部门网站') AS 部门数
      FROM 名录)
     CROSS JOIN
     (SELECT count(*) AS 普查数,
             count(*) FILTER (WHERE 不合格) AS 不合格数,
             count(*) FILTER (WHERE 不合格 AND 组 = '市直部门网站')
               AS 不合格部门数,
             count(*) FILTER (WHERE 不合格 AND 组 = '区县门户网站')
               AS 不合格区县数
      FROM 普查情况);

CREATE VIEW 更新不达标网站 AS
SELECT 简称 FROM 普查情况 WHERE 更新 ORDER BY 序;

CREATE VIEW 空白栏目网站 AS
SELECT 简称 FROM 普查情况 WHERE 空白 ORDER BY 序;

CREATE VIEW 要闻不更新网站 AS
SELECT 简称 FROM 普查情况 WHERE 要闻 ORDER BY 序;

-- 附件1：先按正文的问题次序，再按名录。更新后、空白后：后面还有问题要写。
CREATE VIEW 不合格网站 AS
SELECT 全称 AS 主管单位, 代码 AS 网站标识码, 更新, 空白, 要闻,
       更新 AND (空白 OR 要闻) AS 更新后, 空白 AND 要闻 AS 空白后
FROM 普查情况
WHERE 不合格
ORDER BY CASE WHEN 更新 THEN 1 WHEN 空白 THEN 2 ELSE 3 END, 序;


-- 三、政民互动 --------------------------------------------------------------

-- 工作日自收件次日起算。截止日期以后才回应的，截止时仍是未回应。
CREATE VIEW 信件情况 AS
SELECT h.编号, u.全称, u.简称, h.收件日期, h.回应日期,
       coalesce(h.回应日期 > p.互动统计截止, 1)
         AND workdays(h.收件日期, p.互动统计截止) > r.回应期限 AS 待回应,
       u.序, h._file, h._sheet, h._row
FROM 信件 h JOIN 名录 u ON u.全称 = h.单位
CROSS JOIN 期次 p CROSS JOIN 规则 r;

CREATE VIEW 待回应单位 AS
SELECT 简称, count(*) AS 件数
FROM 信件情况
WHERE 待回应
GROUP BY 全称
ORDER BY min(序);

-- 正文“存在的主要问题”里有内容的各类，次序固定，空的一类不出现。
CREATE VIEW 问题类 AS
SELECT 级 = 1 AS 更新, 级 = 2 AS 空白, 级 = 3 AS 要闻, 级 = 4 AS 互动
FROM (SELECT 1 AS 级, (SELECT count(*) FROM 更新不达标网站) AS 家数
      UNION ALL SELECT 2, (SELECT count(*) FROM 空白栏目网站)
      UNION ALL SELECT 3, (SELECT count(*) FROM 要闻不更新网站)
      UNION ALL SELECT 4, (SELECT count(*) FROM 待回应单位))
WHERE 家数 > 0
ORDER BY 级;


-- 四、政务新媒体 ------------------------------------------------------------

-- 附件2，次序同原表。
CREATE VIEW 不合格账号 AS
SELECT 主办单位, 服务名称, 新媒体类型, 是否合格, 最后更新, 更新问题,
       互动问题,
       (最后更新 IS NOT NULL OR 更新问题 IS NOT NULL)
         AND 互动问题 IS NOT NULL AS 两项,
       _file, _sheet, _row
FROM 新媒体
WHERE 是否合格 = '不合格'
ORDER BY _row;

CREATE VIEW 新媒体总览 AS
SELECT 备案数, 不合格数, 备案数 - 不合格数 AS 合格数
FROM (SELECT 备案账号数 AS 备案数,
             (SELECT count(*) FROM 不合格账号) AS 不合格数
      FROM 期次);

-- 一段断更一行；没有恢复的算到检测开始。
CREATE VIEW 断更情况 AS
SELECT 主办单位, 服务名称, 新媒体类型, 最后更新, 恢复更新, 天数,
       天数 > r.断更天数 AS 够长, _file, _sheet, _row
FROM (SELECT d.*, days(d.最后更新, coalesce(d.恢复更新, p.检测开始)) AS 天数
      FROM 断更 d CROSS JOIN 期次 p)
     CROSS JOIN 规则 r;

-- 正文点名的账号，按第一次断更的先后。
CREATE VIEW 多次断更 AS
SELECT 服务名称, 新媒体类型, count(*) AS 次数,
       min(_file) AS _file, min(_sheet) AS _sheet, min(_row) AS _row
FROM 断更情况
WHERE 够长 AND 最后更新 >= (SELECT 断更起算 FROM 期次)
GROUP BY 主办单位, 服务名称, 新媒体类型
HAVING count(*) >= (SELECT 断更次数 FROM 规则)
ORDER BY min(最后更新), min(_row);

CREATE VIEW 断更总览 AS
SELECT count(*) AS 账号数,
       count(*) FILTER (WHERE 次数 > r.断更次数) > 0 AS 有更多
FROM 多次断更 CROSS JOIN 规则 r;


-- 五、检查：每个视图都应为空，每一行是一条发现 ----------------------------------

CREATE VIEW 名录网站未普查 AS
SELECT 简称, _file, _sheet, _row
FROM 名录
WHERE 全称 NOT IN (SELECT 全称 FROM 普查情况);

CREATE VIEW 不合格网站无标识码 AS
SELECT 简称, _file, _sheet, _row, '单位' AS _col
FROM 普查情况
WHERE 不合格 AND coalesce(代码, '') = '';

CREATE VIEW 回应早于收件 AS
SELECT 编号, 简称, 收件日期, 回应日期, _file, _sheet, _row,
       '回应日期' AS _col
FROM 信件情况
WHERE 回应日期 < 收件日期;

CREATE VIEW 收件晚于截止 AS
SELECT h.编号, h.简称, h.收件日期, h._file, h._sheet, h._row,
       '收件日期' AS _col
FROM 信件情况 h CROSS JOIN 期次 p
WHERE h.收件日期 > p.互动统计截止;

CREATE VIEW 不合格无问题 AS
SELECT 服务名称, 新媒体类型, _file, _sheet, _row, '最后更新' AS _col
FROM 不合格账号
WHERE coalesce(最后更新, 更新问题, 互动问题) IS NULL;

CREATE VIEW 更新两处都填 AS
SELECT 服务名称, 新媒体类型, 更新问题, _file, _sheet, _row,
       '更新问题' AS _col
FROM 新媒体
WHERE 最后更新 IS NOT NULL AND 更新问题 IS NOT NULL;

CREATE VIEW 合格有问题 AS
SELECT 服务名称, 新媒体类型, _file, _sheet, _row, '是否合格' AS _col
FROM 新媒体
WHERE 是否合格 = '合格' AND coalesce(更新问题, 互动问题) IS NOT NULL;

CREATE VIEW 更新及时不合格 AS
SELECT a.服务名称, a.新媒体类型, a.最后更新, a._file, a._sheet, a._row,
       '最后更新' AS _col
FROM 不合格账号 a CROSS JOIN 期次 p CROSS JOIN 规则 r
WHERE a.互动问题 IS NULL
  AND days(a.最后更新, p.检测开始) BETWEEN 0 AND r.断更天数;

CREATE VIEW 更新晚于检测 AS
SELECT a.服务名称, a.新媒体类型, a.最后更新, a._file, a._sheet, a._row,
       '最后更新' AS _col
FROM 新媒体 a CROSS JOIN 期次 p
WHERE a.最后更新 > p.检测结束;

CREATE VIEW 更新日期不全 AS
SELECT 服务名称, 新媒体类型, 更新问题, _file, _sheet, _row,
       '更新问题' AS _col
FROM 新媒体
WHERE 更新问题 LIKE '最后更新%';

CREATE VIEW 账号重复 AS
SELECT b.服务名称, b.新媒体类型, b.主办单位, a._row AS 前行,
       b._file, b._sheet, b._row, '服务名称' AS _col
FROM 新媒体 a JOIN 新媒体 b
  ON a.服务名称 = b.服务名称 AND a.新媒体类型 = b.新媒体类型
     AND a.主办单位 = b.主办单位 AND a._row < b._row;

-- 同一类型有长短两种写法：“小程序+微信”和“小程序+微信小程序”。
CREATE VIEW 类型写法不一 AS
SELECT a.服务名称, a.新媒体类型, b.服务名称 AS 另名称,
       b.新媒体类型 AS 另类型, a._file, a._sheet, a._row,
       '新媒体类型' AS _col
FROM 新媒体 a JOIN 新媒体 b
  ON b.新媒体类型 <> a.新媒体类型
     AND instr(b.新媒体类型, a.新媒体类型) = 1
WHERE NOT EXISTS (SELECT 1 FROM 新媒体 c
                  WHERE c.新媒体类型 = b.新媒体类型 AND c._row < b._row);

CREATE VIEW 多次断更未列入 AS
SELECT d.服务名称, d.新媒体类型, d.次数, d._file, d._sheet, d._row,
       '服务名称' AS _col
FROM 多次断更 d
WHERE NOT EXISTS (SELECT 1 FROM 不合格账号 a
                  WHERE a.服务名称 = d.服务名称
                    AND a.新媒体类型 = d.新媒体类型);

CREATE VIEW 断更与名单不符 AS
SELECT d.服务名称, d.新媒体类型, d.最后更新,
       coalesce(a.最后更新, '空的') AS 名单日期,
       d._file, d._sheet, d._row, '最后更新' AS _col
FROM 断更情况 d JOIN 不合格账号 a
  ON a.服务名称 = d.服务名称 AND a.新媒体类型 = d.新媒体类型
WHERE d.恢复更新 IS NULL AND d.最后更新 IS NOT a.最后更新;

CREATE VIEW 断更不满两周 AS
SELECT 服务名称, 新媒体类型, 最后更新,
       coalesce(恢复更新, '检测开始') AS 恢复更新, 天数,
       _file, _sheet, _row, '恢复更新' AS _col
FROM 断更情况
WHERE NOT 够长 AND 天数 >= 0;

CREATE VIEW 恢复早于断更 AS
SELECT 服务名称, 新媒体类型, 最后更新, 恢复更新, _file, _sheet, _row,
       '恢复更新' AS _col
FROM 断更情况
WHERE 恢复更新 < 最后更新;

CREATE VIEW 不合格多于备案 AS
SELECT z.不合格数, z.备案数, p._file, p._sheet, p._row,
       '备案账号数' AS _col
FROM 新媒体总览 z CROSS JOIN 期次 p
WHERE z.不合格数 > z.备案数;

CREATE VIEW 日期颠倒 AS
SELECT 前项, 前日, 后项, 后日, p._file, p._sheet, p._row, 后项 AS _col
FROM (SELECT '检测开始' AS 前项, 检测开始 AS 前日,
             '检测结束' AS 后项, 检测结束 AS 后日 FROM 期次
      UNION ALL SELECT '断更起算', 断更起算, '检测开始', 检测开始 FROM 期次
      UNION ALL SELECT '检测结束', 检测结束, '成文日期', 成文日期 FROM 期次
      UNION ALL SELECT '网站统计截止', 网站统计截止,
                       '成文日期', 成文日期 FROM 期次
      UNION ALL SELECT '互动统计截止', 互动统计截止,
                       '成文日期', 成文日期 FROM 期次
      UNION ALL SELECT '账号统计截止', 账号统计截止,
                       '成文日期', 成文日期 FROM 期次
      UNION ALL SELECT '成文日期', 成文日期, '整改期限', 整改期限 FROM 期次)
     CROSS JOIN 期次 p
WHERE 后日 < 前日;

CREATE VIEW 检测不在本期 AS
SELECT 期别, 检测开始, 检测结束, _file, _sheet, _row, '检测开始' AS _col
FROM 期次
WHERE 检测开始 < 期别起 OR 检测结束 > 期别止;

CREATE VIEW 期限在休息日 AS
SELECT 整改期限, _file, _sheet, _row, '整改期限' AS _col
FROM 期次
WHERE workdays(date(整改期限, '-1 day'), 整改期限) = 0;

-- 没有附件的一期，合订本与通报正文没有分别，不印。
CREATE VIEW 合订要求 AS
SELECT 合订本 FROM 期次
WHERE 合订本 IS NOT NULL
  AND (EXISTS (SELECT 1 FROM 不合格网站) OR EXISTS (SELECT 1 FROM 不合格账号));
