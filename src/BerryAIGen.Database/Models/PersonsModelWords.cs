using System.Text.Json.Nodes;
using BerryAIGen.Database.Indexing;
using BerryAIGen.Library;
using BerryAIGen.Library.Catalog;

namespace BerryAIGen.Database.Models;

/// <summary>What a person says of a model; what is null stays, an empty text or list takes the word back.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Description">What it is.</param>
/// <param name="Notes">Anything.</param>
/// <param name="Tags">For finding it.</param>
/// <param name="TrainedWords">Trigger words.</param>
public sealed record ModelChange(
    string? Name,
    string? Description,
    string? Notes,
    IReadOnlyList<string>? Tags,
    IReadOnlyList<string>? TrainedWords
);

/// <summary>Keeps what people say of models; no index run and no refresh changes it.</summary>
public sealed class PersonsModelWords(LibraryDatabase database, TimeProvider time)
{
    private const int LongestText = 20_000;
    private const int MostWords = 500;

    /// <exception cref="LibraryException">There is no such model, nothing was said, or it is too much.</exception>
    public async Task<ModelRow> ChangeAsync(string id, ModelChange change, CancellationToken cancellationToken)
    {
        Check(change);
        await using var context = database.CreateContext();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var row =
            (await LockedModels.ReadAsync(context, [id], cancellationToken)).GetValueOrDefault(id)
            ?? throw new LibraryException(FailureCode.NotFound, $"There is no model \"{id}\" in the library.");
        var said = JsonNode.Parse(row.UserFields) as JsonObject ?? [];
        row.Name = Keep(said, "name", change.Name, row.Name) ?? FileNameOf(row);
        row.Description = Keep(said, "description", change.Description, row.Description) ?? "";
        if (change.Notes is { } notes)
            row.Notes = notes.Length == 0 ? null : notes;
        if (change.Tags is { } tags)
            row.UserTags = RowDescription.Json(Clean(tags));
        if (change.TrainedWords is { } words)
        {
            said.Remove("trained_words");
            if (words.Count > 0)
                said["trained_words"] = new JsonArray([.. Clean(words).Select(word => JsonValue.Create(word))]);
            row.TrainedWords = RowDescription.Json(Clean(words));
        }

        row.UserFields = said.ToJsonString();
        // What was taken back is read again at the next look.
        if (row.LocalPath is not null && TakesBack(change))
            row.DescribedBy = DescribedBy.Nothing;
        row.UpdatedAt = time.GetUtcNow().UtcDateTime;
        context.ModelEvents.Add(
            new ModelEventRow
            {
                ModelId = id,
                At = row.UpdatedAt,
                Event = "edited",
                Status = row.Status,
            }
        );
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return row;
    }

    // Until the next look tells more.
    private static string FileNameOf(ModelRow row) =>
        row.LocalPath is { } path ? ModelDescription.NameOf(path) : row.Name;

    private static bool TakesBack(ModelChange change) =>
        change.Name?.Trim() is "" || change.Description?.Trim() is "" || change.TrainedWords is { Count: 0 };

    private static string? Keep(JsonObject said, string member, string? word, string known)
    {
        if (word is null)
            return known;
        said.Remove(member);
        if (word.Trim().Length == 0)
            return null;
        said[member] = word.Trim();
        return word.Trim();
    }

    private static IEnumerable<string> Clean(IEnumerable<string> words) =>
        words.Select(word => word.Trim()).Where(word => word.Length > 0).Distinct(StringComparer.Ordinal);

    private static void Check(ModelChange change)
    {
        if (change is { Name: null, Description: null, Notes: null, Tags: null, TrainedWords: null })
            throw new LibraryException(
                FailureCode.Usage,
                "Nothing was said: give at least one of name, description, notes, tags, trained_words."
            );
        string?[] texts =
        [
            change.Name,
            change.Description,
            change.Notes,
            .. change.Tags ?? [],
            .. change.TrainedWords ?? [],
        ];
        if (
            texts.Any(text => text?.Length > LongestText)
            || change.Tags?.Count > MostWords
            || change.TrainedWords?.Count > MostWords
        )
            throw new LibraryException(
                FailureCode.Usage,
                $"That is too much: a text may have {LongestText} letters, and a list {MostWords} words."
            );
    }
}
