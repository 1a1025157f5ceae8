using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BerryAIGen.Database;

/// <summary>Which columns hold JSON: each database has a type of its own for it.</summary>
internal static class JsonColumns
{
    private const string Mark = "Berry:Json";

    /// <summary>The text stays as it was sent, member by member.</summary>
    public static PropertyBuilder<T> IsJsonText<T>(this PropertyBuilder<T> property) =>
        property.HasAnnotation(Mark, false);

    /// <summary>Searched in.</summary>
    public static PropertyBuilder<T> IsJsonArray<T>(this PropertyBuilder<T> property) =>
        property.HasAnnotation(Mark, true);

    public static void Apply(ModelBuilder model, string textType, string arrayType)
    {
        foreach (var property in model.Model.GetEntityTypes().SelectMany(type => type.GetProperties()))
        {
            if (property.FindAnnotation(Mark)?.Value is bool isArray)
                property.SetColumnType(isArray ? arrayType : textType);
        }
    }
}
