using System.Security.Cryptography;
using System.Text;
using BerryAIGen.IO.Recipes;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Pictures;

/// <summary>What pictures call models: the same words are one row, whoever says them.</summary>
internal static class PictureNames
{
    public static string KeyOf(RecipeResource one)
    {
        string?[] words =
        [
            one.Type,
            one.Name,
            one.Hash,
            one.HashKind,
            one.VersionName,
            one.Air,
            $"{one.ModelId}",
            $"{one.ModelVersionId}",
        ];
        var text = string.Join('\0', words.Select(word => word is null ? "-" : $"+{word}"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    public static RecipeResource ResourceOf(PictureModelRow row, double? weight) =>
        new()
        {
            Type = row.Type,
            Name = row.Name,
            Hash = row.Hash,
            HashKind = row.HashKind,
            ModelId = row.ToldModelId,
            ModelVersionId = row.ToldVersionId,
            VersionName = row.VersionName,
            Air = row.Air,
            Weight = weight,
        };

    /// <summary>The rows of these names, those that are new linked to the library's models; part of the caller's transaction.</summary>
    /// <returns>The ids by their keys.</returns>
    public static async Task<IReadOnlyDictionary<string, long>> RequireAsync(
        LibraryContext context,
        IReadOnlyCollection<(string Key, RecipeResource Resource)> named,
        LibraryModels models,
        CancellationToken cancellationToken
    )
    {
        var keys = named.Select(one => one.Key).Distinct().ToArray();
        var known = await context
            .PictureModels.Where(row => keys.Contains(row.Key))
            .Select(row => new { row.Key, row.Id })
            .ToDictionaryAsync(row => row.Key, row => row.Id, cancellationToken);
        var added = named
            .Where(one => !known.ContainsKey(one.Key))
            .DistinctBy(one => one.Key)
            // Two servers that add the same wait for one another in one order.
            .OrderBy(one => one.Key, StringComparer.Ordinal)
            .Select(one => RowOf(one.Key, one.Resource, models))
            .ToList();
        if (added.Count == 0)
            return known;
        context.PictureModels.AddRange(added);
        await context.SaveChangesAsync(cancellationToken);
        foreach (var row in added)
            known[row.Key] = row.Id;
        return known;
    }

    /// <summary>A new row of what somebody calls a model, linked.</summary>
    public static PictureModelRow RowOf(string key, RecipeResource one, LibraryModels models)
    {
        var row = new PictureModelRow
        {
            Key = key,
            Type = one.Type,
            Name = one.Name,
            Hash = one.Hash,
            HashKind = one.HashKind,
            ToldModelId = one.ModelId,
            ToldVersionId = one.ModelVersionId,
            VersionName = one.VersionName,
            Air = one.Air,
        };
        models.Link(row);
        return row;
    }
}
