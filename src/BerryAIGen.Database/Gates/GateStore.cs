using System.Globalization;
using System.Text.Json;
using BerryAIGen.Database.Settings;
using BerryAIGen.Generation;
using BerryAIGen.Generation.Gates;
using BerryAIGen.Library;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Gates;

/// <summary>What a person wants of a gate; all of it is replaced.</summary>
/// <param name="Audience">Who may use it all the same.</param>
/// <param name="Presentation">What the others see; null for <c>disabled</c>.</param>
/// <param name="Message">What they are told.</param>
/// <param name="Ecosystems">By their ids, keys or names.</param>
/// <param name="Workflows">By their keys.</param>
/// <param name="Versions">By their numbers.</param>
public sealed record GateWish(
    string? Audience,
    string? Presentation,
    string? Message,
    IReadOnlyList<string>? Ecosystems,
    IReadOnlyList<string>? Workflows,
    IReadOnlyList<long>? Versions
);

/// <summary>The gates, which hold back and release without a new version of anything; and which ecosystems are experiments.</summary>
public sealed class GateStore(LibraryDatabase database, Generator generator, TimeProvider time)
{
    private const int Most = 200;
    private const int MostName = 60;
    private const int MostMessage = 500;
    private const string Experiments = "generation/experimental";

    /// <summary>All rules, by their ids.</summary>
    public async Task<IReadOnlyList<GateRule>> ListAsync(CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        var rows = await context.Gates.AsNoTracking().OrderBy(row => row.Id).ToListAsync(cancellationToken);
        return [.. rows.Select(RuleOf)];
    }

    /// <summary>What they say to whoever asks.</summary>
    public async Task<GateRules> ReadAsync(CancellationToken cancellationToken) =>
        new(await ListAsync(cancellationToken));

    /// <summary>The gates as they stand before one who asks.</summary>
    /// <param name="caller">Who asks: one of <see cref="GateWords.Callers"/>; null for anybody.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Gatekeeper> KeeperAsync(string? caller, CancellationToken cancellationToken) =>
        new(await ReadAsync(cancellationToken), caller);

    /// <summary>Writes a rule, in place of one of the same id.</summary>
    /// <exception cref="LibraryException">It makes no sense, or names what there is not.</exception>
    public async Task<GateRule> PutAsync(string id, GateWish wish, CancellationToken cancellationToken)
    {
        var rule = Check(id, wish);
        // Two may write a new one at once.
        await WrittenByOther.RetryAsync(() => PutOnceAsync(rule, cancellationToken));
        return rule;
    }

    private async Task PutOnceAsync(GateRule rule, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        var row = await context.Gates.FindAsync([rule.Id], cancellationToken);
        if (row is null)
        {
            if (await context.Gates.CountAsync(cancellationToken) >= Most)
                throw new LibraryException(FailureCode.Conflict, $"There are {Most} gates already; remove one first.");
            row = new GateRow
            {
                Id = rule.Id,
                Audience = rule.Audience,
                Presentation = rule.Presentation,
            };
            context.Gates.Add(row);
        }

        (row.Audience, row.Presentation, row.Message) = (rule.Audience, rule.Presentation, rule.Message);
        row.Ecosystems = string.Join('\n', rule.Ecosystems);
        row.Workflows = string.Join('\n', rule.Workflows);
        row.Versions = string.Join('\n', rule.Versions);
        row.UpdatedAt = time.GetUtcNow().UtcDateTime;
        await context.SaveChangesAsync(cancellationToken);
    }

    /// <exception cref="LibraryException">There is none of this id.</exception>
    public async Task DeleteAsync(string id, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        if (await context.Gates.Where(row => row.Id == id).ExecuteDeleteAsync(cancellationToken) == 0)
            throw new LibraryException(
                FailureCode.NotFound,
                $"There is no gate \"{id}\"; 'berry gates list' shows all."
            );
    }

    /// <summary>The ids of the ecosystems that bear a badge: what a person set, else what the definitions say.</summary>
    public async Task<IReadOnlyList<string>> ReadExperimentsAsync(CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        var set = await context.Settings.FindAsync([Experiments], cancellationToken);
        return set is null
            ? generator.Coverage.ExperimentalEcosystems
            : JsonSerializer.Deserialize(set.Value, GateJson.Default.StringArray) ?? [];
    }

    /// <summary>Says which ecosystems bear a badge.</summary>
    /// <param name="ecosystems">By their ids, keys or names; null goes back to what the definitions say.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="LibraryException">There is no such ecosystem.</exception>
    public async Task<IReadOnlyList<string>> SetExperimentsAsync(
        IReadOnlyList<string>? ecosystems,
        CancellationToken cancellationToken
    )
    {
        var rules = generator.Coverage;
        string[]? ids = ecosystems is null ? null : [.. ecosystems.Select(rules.GetEcosystem).Distinct()];
        await using (var context = database.CreateContext())
        {
            await using var turn = await context.LockSettingsAsync(Experiments, cancellationToken);
            var row = await context.Settings.FindAsync([Experiments], cancellationToken);
            if (ids is null && row is not null)
                context.Settings.Remove(row);
            if (ids is not null)
            {
                var text = JsonSerializer.Serialize(ids, GateJson.Default.StringArray);
                if (row is null)
                {
                    row = new SettingRow { Key = Experiments, Value = text };
                    context.Settings.Add(row);
                }

                (row.Value, row.UpdatedAt) = (text, time.GetUtcNow().UtcDateTime);
            }

            await context.SaveChangesAsync(cancellationToken);
            await turn.CommitAsync(cancellationToken);
        }

        return await ReadExperimentsAsync(cancellationToken);
    }

    private GateRule Check(string id, GateWish wish)
    {
        var rules = generator.Coverage;
        if (
            id.Length is 0 or > MostName
            || id.Any(letter => !char.IsAsciiLetterOrDigit(letter) && letter is not ('-' or '_' or '.'))
        )
            throw Wrong(
                $"A gate is named with 1 to {MostName} letters, digits, points and hyphens, such as \"wan-testers\", not \"{id}\"."
            );
        if (wish.Message?.Length > MostMessage)
            throw Wrong($"The message of a gate has {MostMessage} letters at most.");
        if (wish.Versions?.Any(version => version < 1) == true)
            throw Wrong("A version is named by its number on Civitai.");
        var rule = new GateRule(
            id,
            GateWords.Require("audience", wish.Audience, GateWords.Audiences),
            GateWords.Require("presentation", wish.Presentation ?? GateWords.Disabled, GateWords.Presentations),
            string.IsNullOrWhiteSpace(wish.Message) ? null : wish.Message.Trim(),
            [.. (wish.Ecosystems ?? []).Select(rules.GetEcosystem).Distinct()],
            [.. (wish.Workflows ?? []).Select(rules.GetWorkflow).Distinct()],
            [.. (wish.Versions ?? []).Distinct()]
        );
        return rule.Ecosystems.Count + rule.Workflows.Count + rule.Versions.Count > 0
            ? rule
            : throw Wrong("A gate stands before something: name ecosystems, workflows or versions.");
    }

    private static GateRule RuleOf(GateRow row) =>
        new(
            row.Id,
            row.Audience,
            row.Presentation,
            row.Message,
            Lines(row.Ecosystems),
            Lines(row.Workflows),
            [.. Lines(row.Versions).Select(text => long.Parse(text, CultureInfo.InvariantCulture))]
        );

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static LibraryException Wrong(string message) => new(FailureCode.Usage, message);
}
