CREATE VIEW 合计 AS
SELECT count(*) AS 家数, avg(得分, 2) AS 平均分 FROM 检查;

CREATE VIEW 不合格 AS
SELECT 名录.简称 AS 简称 FROM 检查 JOIN 单位名录 AS 名录 ON 名录.全称 = 检查.单位
WHERE 等次 = '不合格' ORDER BY 名录.序号;

CREATE VIEW 高分不合格 AS
SELECT 单位, 得分, _file, _sheet, _row, '等次' AS _col
FROM 检查 WHERE 等次 = '不合格' AND 得分 >= 90;
