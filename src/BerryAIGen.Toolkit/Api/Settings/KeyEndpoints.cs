using System.Text.Json.Serialization;
using BerryAIGen.Database.Access;
using BerryAIGen.Library;
using BerryAIGen.Library.Configuration;
using BerryAIGen.Toolkit.Api.Access;

namespace BerryAIGen.Toolkit.Api.Settings;

/// <summary>The keys for sources, as <c>berry config</c> keeps them; none is ever told.</summary>
internal static class KeyEndpoints
{
    public static void MapSourceKeys(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/settings/keys").WithTags("Settings").RequireScope(AccessScope.Admin);
        group.MapGet("", List).WithSummary("For which sources there is a key, and where it comes from; masked.");
        group
            .MapPut("/{source}", SetAsync)
            .WithSummary(
                "Asks the source whether it accepts a key, and stores it in the settings file, which its owner alone can read; it counts at once. One that the source rejects is not stored, unless \"unchecked\" is true: then nobody is asked."
            );
        group.MapDelete("/{source}", Remove).WithSummary("Takes a stored key away.");
    }

    private static KeysDocument List(StoredSettings settings)
    {
        settings.Refresh();
        return Describe(settings);
    }

    private static async Task<StoredKeyDocument> SetAsync(
        string source,
        KeyWish wish,
        StoredSettings settings,
        BerryLibrary library,
        HttpContext http
    )
    {
        if (wish.Key is not { } key)
            throw new LibraryException(FailureCode.Usage, "The body needs \"key\".");
        var trial = wish.Unchecked ? null : await SourceKeys.TryAsync(library, source, key, http.RequestAborted);
        if (trial is { Verdict: KeyVerdict.Rejected })
            throw new LibraryException(
                new Failure(FailureCode.Auth, $"{trial.Message} It was not stored.")
                {
                    ResolutionSteps =
                    [
                        "Make a new key at the source and paste all of it, or store this one unchecked.",
                    ],
                }
            );
        settings.Change(_ => settings.Keys.Set(source, key));
        http.Concerns(source);
        return new(Describe(settings).Keys, KeyCheckDocument.Of(trial));
    }

    private static KeysDocument Remove(string source, StoredSettings settings)
    {
        settings.Change(_ => settings.Keys.Remove(source));
        return Describe(settings);
    }

    private static KeysDocument Describe(StoredSettings settings) =>
        new([.. settings.Keys.List().Select(KeyDocument.Of)]);
}

/// <param name="Keys">One row for each source that takes a key.</param>
public sealed record KeysDocument(IReadOnlyList<KeyDocument> Keys);

/// <param name="Keys">One row for each source that takes a key.</param>
/// <param name="Check">What came of asking the source.</param>
public sealed record StoredKeyDocument(IReadOnlyList<KeyDocument> Keys, KeyCheckDocument Check);

/// <param name="State"><c>valid</c>: the source accepts the key; <c>unknown</c>: it did not say, or was not asked.</param>
/// <param name="Message">The same as a sentence.</param>
public sealed record KeyCheckDocument(string State, string Message)
{
    internal static KeyCheckDocument Of(KeyTrial? trial) =>
        trial is null ? new("unknown", "The key is stored; the source was not asked whether it accepts it.")
        : trial.Verdict == KeyVerdict.Valid ? new("valid", trial.Message)
        : new("unknown", $"{trial.Message} It is stored all the same.");
}

/// <param name="Source">What <c>PUT</c> and <c>DELETE</c> call it.</param>
/// <param name="Name">Whom it is for.</param>
/// <param name="Set">Whether there is one.</param>
/// <param name="From"><c>environment</c> or <c>file</c>; null when there is none.</param>
/// <param name="Origin">The variable, or the setting and its file.</param>
/// <param name="Masked"><c>***</c>, with the last four letters of a long one.</param>
/// <param name="Stored">Whether one is stored; it counts where the environment has none.</param>
public sealed record KeyDocument(
    string Source,
    string Name,
    bool Set,
    string? From,
    string? Origin,
    string? Masked,
    bool Stored
)
{
    internal static KeyDocument Of(SourceKey key) =>
        new(
            key.Source,
            key.Name,
            key.Masked is not null,
            key.Masked is null ? null
                : key.IsFromEnvironment ? "environment"
                : "file",
            key.Origin,
            key.Masked,
            key.IsStored
        );
}

/// <param name="Key">The key as the source gave it.</param>
/// <param name="Unchecked">Store it without asking the source; default false.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record KeyWish(string? Key, bool Unchecked = false)
{
    /// <summary>Without the key: a record prints what it holds.</summary>
    public override string ToString() => nameof(KeyWish);
}
