using System.Text.Json;
using System.Text.Json.Nodes;
using BerryAIGen.Library.Downloads.Recording;
using BerryAIGen.Library.Files;

namespace BerryAIGen.Library.Identification;

/// <summary>
/// What a person says a model is. It stands in the record beside the file under <c>user</c>, which nothing else writes,
/// and so survives every refresh.
/// </summary>
public sealed record IdentityOverride
{
    internal const string Member = "user";

    /// <summary>The member that says of how long a file it was said.</summary>
    internal const string Size = "size_bytes";

    public string? Type { get; init; }

    public string? Base { get; init; }

    public string? Format { get; init; }

    public string? Variant { get; init; }

    /// <summary>How long the file was of which it was said; null for a folder, and in older records.</summary>
    internal long? SizeBytes { get; init; }

    internal bool IsEmpty => this is { Type: null, Base: null, Format: null, Variant: null };

    /// <summary>Whether the file is another one by now.</summary>
    internal bool IsOfOtherBytes(string path) => SizeBytes is { } size && SizeOf(path) is { } now && size != now;

    /// <summary>The words over what the header says, as far as they are words of the lists and of these very bytes.</summary>
    internal Identity Over(Identity header, string path, IReadOnlyList<string> types, IReadOnlyList<string> bases)
    {
        if (IsOfOtherBytes(path))
            return header with
            {
                Why =
                [
                    .. header.Why,
                    $"You said {Describe()} of a file of {SizeBytes} bytes; this is another one, and so its header counts.",
                ],
            };
        string[] unknown =
        [
            .. new[] { ("type", Type, types), ("base", Base, bases) }
                .Where(word => word.Item2 is not null && !word.Item3.Contains(word.Item2))
                .Select(word => $"The record says {word.Item1} \"{word.Item2}\", which is none of the known."),
        ];
        var known = this with
        {
            Type = Type is not null && types.Contains(Type) ? Type : null,
            Base = Base is not null && bases.Contains(Base) ? Base : null,
        };
        var identity = known.IsEmpty ? header : known.Over(header);
        return unknown.Length == 0 ? identity : identity with { Why = [.. identity.Why, .. unknown] };
    }

    private static long? SizeOf(string path) => new FileInfo(Place(path)) is { Exists: true } file ? file.Length : null;

    /// <summary>The person's words over what the header says.</summary>
    internal Identity Over(Identity header) =>
        header with
        {
            Type = Type ?? header.Type,
            Base = Base ?? header.Base,
            Format = Format ?? header.Format,
            Variant = Variant ?? header.Variant,
            Why = [$"You said so: {Describe()}.", .. header.Why.Select(why => $"The header says: {why}")],
        };

    /// <summary>What stands beside the file; null when nothing does, or the record cannot be read.</summary>
    internal static IdentityOverride? Find(string path)
    {
        try
        {
            var word = SidecarStore.Find(Place(path))?[Member] as JsonObject;
            var found = new IdentityOverride
            {
                Type = Text(word, "type"),
                Base = Text(word, "base"),
                Format = Text(word, "format"),
                Variant = Text(word, "variant"),
                SizeBytes = word?[Size] is JsonValue size && size.TryGetValue<long>(out var bytes) ? bytes : null,
            };
            return found.IsEmpty ? null : found;
        }
        catch (Exception ex) when (ex is JsonException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    internal static void Write(string path, IdentityOverride word)
    {
        RequireModel(path);
        // What was said of another file is not true of this one.
        if (Find(path) is { } older && older.IsOfOtherBytes(path))
            Clear(path);
        var said = new JsonObject
        {
            ["type"] = word.Type,
            ["base"] = word.Base,
            ["format"] = word.Format,
            ["variant"] = word.Variant,
            [Size] = SizeOf(path),
        };
        foreach (var (name, value) in said.ToArray())
        {
            if (value is null)
                said.Remove(name);
        }

        ToDisk(
            path,
            () =>
                SidecarStore.Write(
                    Place(path),
                    new JsonObject
                    {
                        ["schema_version"] = 1,
                        ["file_name"] = Path.GetFileName(Place(path)),
                        [Member] = said,
                    }
                )
        );
    }

    internal static void Clear(string path)
    {
        RequireModel(path);
        ToDisk(
            path,
            () =>
            {
                if (SidecarStore.Find(Place(path)) is not { } record || record[Member] is not JsonObject word)
                    return;
                foreach (var name in (string[])["type", "base", "format", "variant", Size])
                    word.Remove(name);
                if (word.Count == 0)
                    record.Remove(Member);
                AtomicFile.WriteJson(Sidecar.PathOf(Place(path)), record);
            }
        );
    }

    private string Describe() =>
        string.Join(
            ", ",
            new[] { ("type", Type), ("base", Base), ("format", Format), ("variant", Variant) }
                .Where(word => word.Item2 is not null)
                .Select(word => $"{word.Item1} {word.Item2}")
        );

    private static string Place(string path) => Path.TrimEndingDirectorySeparator(path);

    private static void RequireModel(string path)
    {
        if (!File.Exists(path) && !Directory.Exists(path))
            throw new LibraryException(FailureCode.NotFound, $"{path} does not exist; check the name.");
    }

    private static void ToDisk(string path, Action write)
    {
        try
        {
            write();
        }
        catch (Exception ex) when (ex is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new LibraryException(
                new Failure(FailureCode.Disk, $"{Sidecar.PathOf(path)} cannot be written: {ex.Message}"),
                ex
            );
        }
    }

    private static string? Text(JsonObject? record, string name) =>
        record?[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
