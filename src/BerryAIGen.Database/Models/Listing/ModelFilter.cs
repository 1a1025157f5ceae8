using System.Data.Common;
using System.Globalization;

namespace BerryAIGen.Database.Models.Listing;

/// <summary>Which rows are wanted: a condition in SQL, made of constants, and the values that belong into its places.</summary>
internal sealed class ModelFilter
{
    private readonly List<string> _conditions = [];
    private readonly List<object> _values = [];

    /// <summary>How the row is called in conditions.</summary>
    public const string Row = "m";

    /// <summary>What stands behind the name of the table; empty when all rows are wanted.</summary>
    private string Where => _conditions.Count == 0 ? "" : $" WHERE {string.Join(" AND ", _conditions)}";

    /// <param name="condition">A constant; <c>{0}</c> is the place of the value.</param>
    /// <param name="value">What somebody asked for; without it there is no such condition.</param>
    public ModelFilter Add(string condition, object? value)
    {
        if (value is null)
            return this;
        _conditions.Add(condition.Replace("{0}", $"{{{_values.Count}}}", StringComparison.Ordinal));
        _values.Add(value);
        return this;
    }

    /// <summary>The bounds of the size, and the folder.</summary>
    public ModelFilter WithinBounds(ModelQuery query) =>
        Add("m.size >= {0}", query.MinSize)
            .Add("m.size < {0}", query.MaxSize)
            .Add(
                "substr(m.local_path, 1, length({0})) = {0}",
                query.Folder is { } folder
                    ? Path.TrimEndingDirectorySeparator(folder) + Path.DirectorySeparatorChar
                    : null
            );

    /// <summary>What belongs into the places <c>@p0</c>, <c>@p1</c> … of the condition: texts and whole numbers.</summary>
    public IReadOnlyList<object> Values => _values;

    /// <summary>The condition with the names of its places.</summary>
    public string Sql =>
        string.Format(CultureInfo.InvariantCulture, Where, [.. _values.Select((_, number) => $"@p{number}")]);

    /// <summary>Puts the condition into a statement, and its values into the statement's parameters.</summary>
    public string AddTo(DbCommand command)
    {
        foreach (var (number, value) in _values.Index())
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = ($"@p{number}", value);
            command.Parameters.Add(parameter);
        }

        return Sql;
    }
}
