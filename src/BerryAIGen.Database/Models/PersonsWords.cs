using System.Text.Json.Nodes;

namespace BerryAIGen.Database.Models;

/// <summary>What people said of a model; whoever else describes it leaves that as it is.</summary>
internal static class PersonsWords
{
    /// <summary>Names and describes a row, unless a person did.</summary>
    public static void Call(this ModelRow row, string name, string description)
    {
        var said = JsonNode.Parse(row.UserFields) as JsonObject ?? [];
        row.Name = said["name"]?.ToString() ?? name;
        row.Description = said["description"]?.ToString() ?? description;
    }

    /// <summary>Whether anybody said anything of it or used it: that is not to be lost.</summary>
    public static bool HasPersonsWords(this ModelRow row) =>
        row.Notes is not null
        || row.LastUsed is not null
        || row.UserFields != "{}"
        || row.UserTags != "[]"
        || row.OwnPreview is not null;

    /// <summary>Takes over what the other row has of people and this one has not.</summary>
    public static void TakeWordsOf(this ModelRow row, ModelRow other)
    {
        var said = JsonNode.Parse(row.UserFields) as JsonObject ?? [];
        foreach (var (field, word) in JsonNode.Parse(other.UserFields) as JsonObject ?? [])
        {
            if (!said.TryAdd(field, word?.DeepClone()))
                continue;
            if (field == "name")
                row.Name = other.Name;
            else if (field == "description")
                row.Description = other.Description;
            else if (field == "trained_words")
                row.TrainedWords = other.TrainedWords;
        }

        row.UserFields = said.ToJsonString();
        row.Notes ??= other.Notes;
        row.OwnPreview ??= other.OwnPreview;
        row.UserTags = row.UserTags == "[]" ? other.UserTags : row.UserTags;
        row.LastUsed = row.LastUsed > other.LastUsed ? row.LastUsed : other.LastUsed ?? row.LastUsed;
    }
}
