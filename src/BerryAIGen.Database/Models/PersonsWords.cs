using System.Text.Json.Nodes;

namespace BerryAIGen.Database.Models;

/// <summary>What people said of a row that gives way to another row of the same model.</summary>
internal static class PersonsWords
{
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
        row.UserTags = row.UserTags == "[]" ? other.UserTags : row.UserTags;
        row.LastUsed = row.LastUsed > other.LastUsed ? row.LastUsed : other.LastUsed ?? row.LastUsed;
    }
}
