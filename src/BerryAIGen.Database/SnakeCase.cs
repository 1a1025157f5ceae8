using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database;

/// <summary>Columns are named as in the API: <c>download_date</c>.</summary>
internal static partial class SnakeCase
{
    public static void Apply(ModelBuilder model)
    {
        foreach (var property in model.Model.GetEntityTypes().SelectMany(type => type.GetProperties()))
            property.SetColumnName(Of(property.Name));
    }

    public static string Of(string name) => Boundary().Replace(name, "_").ToLowerInvariant();

    [GeneratedRegex("(?<=[a-z0-9])(?=[A-Z])", RegexOptions.CultureInvariant)]
    private static partial Regex Boundary();
}
