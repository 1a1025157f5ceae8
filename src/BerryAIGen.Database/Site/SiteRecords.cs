using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Site;

/// <summary>Keeps what Civitai told besides models, and how far each question has been answered.</summary>
public sealed class SiteRecords(LibraryDatabase database, TimeProvider time)
{
    /// <summary>How long an answer counts; then the question is asked again from its beginning.</summary>
    public static readonly TimeSpan GoodFor = TimeSpan.FromDays(1);

    private const int LongestKey = 300;

    /// <summary>
    /// Where a question's answer goes on; null when it was not asked lately, and no cursor when it was read to its end.
    /// </summary>
    public async Task<SiteAsked?> FindAskedAsync(string question, CancellationToken cancellationToken)
    {
        var (key, oldest) = (KeyOf(question), time.GetUtcNow().UtcDateTime - GoodFor);
        await using var context = database.CreateContext();
        var body = await context
            .SiteRecords.Where(row => row.Kind == SiteRecordRow.Asked && row.Key == key && row.UpdatedAt > oldest)
            .Select(row => row.Body)
            .FirstOrDefaultAsync(cancellationToken);
        return body is null ? null : new SiteAsked((string?)SiteJson.Parse(body)["cursor"]);
    }

    /// <summary>All of a kind.</summary>
    public async Task<IReadOnlyList<JsonObject>> ReadAsync(string kind, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        var bodies = await context
            .SiteRecords.AsNoTracking()
            .Where(row => row.Kind == kind)
            .OrderBy(row => row.Key)
            .Select(row => row.Body)
            .ToListAsync(cancellationToken);
        return [.. bodies.Select(SiteJson.Parse)];
    }

    /// <summary>That a question was asked whose answer is kept elsewhere, and where it goes on.</summary>
    public Task<bool> KeepAskedAsync(string question, SiteAsked asked, CancellationToken cancellationToken) =>
        KeepAsync(
            SiteRecordRow.Asked,
            new Dictionary<string, JsonObject>(),
            question,
            asked,
            modelId: null,
            cancellationToken
        );

    /// <summary>A page of an answer, and where it goes on.</summary>
    /// <param name="kind">What its items are.</param>
    /// <param name="items">By their numbers or names.</param>
    /// <param name="question">What was asked.</param>
    /// <param name="asked">How far it is read now.</param>
    /// <param name="modelId">The model that was asked for, if one was.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<bool> KeepAsync(
        string kind,
        IReadOnlyDictionary<string, JsonObject> items,
        string question,
        SiteAsked asked,
        int? modelId,
        CancellationToken cancellationToken
    ) =>
        WrittenByOther.RetryAsync(async () =>
        {
            await using var context = database.CreateContext();
            foreach (var (key, body) in items)
                await PutAsync(context, kind, key, body, modelId, cancellationToken);
            await PutAsync(
                context,
                SiteRecordRow.Asked,
                KeyOf(question),
                new JsonObject { ["cursor"] = asked.Cursor },
                modelId: null,
                cancellationToken
            );
            await context.SaveChangesAsync(cancellationToken);
            return true;
        });

    // An index takes no keys of any length, and a client chooses the words.
    private static string KeyOf(string question) =>
        question.Length <= LongestKey
            ? question
            : $"{question[..100]}…{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(question)))}";

    private async Task PutAsync(
        LibraryContext context,
        string kind,
        string key,
        JsonObject body,
        int? modelId,
        CancellationToken cancellationToken
    )
    {
        var row = await context.SiteRecords.FirstOrDefaultAsync(
            row => row.Kind == kind && row.Key == key,
            cancellationToken
        );
        if (row is null)
        {
            row = new SiteRecordRow
            {
                Kind = kind,
                Key = key,
                Body = "{}",
            };
            context.SiteRecords.Add(row);
        }

        (row.Body, row.UpdatedAt) = (body.ToJsonString(), time.GetUtcNow().UtcDateTime);
        row.ModelId = modelId ?? row.ModelId;
    }
}

/// <summary>How far the answer to a question has been read.</summary>
/// <param name="Cursor">Where it goes on; null at its end.</param>
public sealed record SiteAsked(string? Cursor);
