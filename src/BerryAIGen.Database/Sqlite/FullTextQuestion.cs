using BerryAIGen.Database.Models.Listing;

namespace BerryAIGen.Database.Sqlite;

/// <summary>A question in the language of the full-text table.</summary>
internal static class FullTextQuestion
{
    /// <summary>Words and facets, all of which must be there; null when none is asked for.</summary>
    public static string? Of(ModelQuery query)
    {
        var words = SearchWords.Of(query.Search ?? "").Select(word => $"\"{word}\"*");
        var all = string.Join(" AND ", Facets.Wanted(query).Concat(words));
        return all.Length > 0 ? all : null;
    }

    /// <summary>The same of models of one status.</summary>
    public static string With(string question, string status) => $"{question} AND {Facets.OfStatus(status)}";
}
