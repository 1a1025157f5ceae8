namespace BerryAIGen.Library.Configuration;

/// <summary>Settings that only one source knows: its variables first, then its key in the configuration file.</summary>
/// <param name="variable">A variable of the environment by name, null when unset.</param>
/// <param name="setting">A value of the configuration file by key, null when unset.</param>
public sealed class SourceSettings(Func<string, string?> variable, Func<string, string?> setting)
{
    /// <summary>The same with some variables, and keys of the file, as if they stood there so; null for unset.</summary>
    public SourceSettings With(IReadOnlyDictionary<string, string?> values) =>
        new(
            name => values.TryGetValue(name, out var value) ? value : variable(name),
            key => values.TryGetValue(key, out var value) ? value : setting(key)
        );

    public static SourceSettings None { get; } = new(static _ => null, static _ => null);

    /// <summary>The first that is set, without blanks around it; null when none is.</summary>
    public string? Find(string? key, params ReadOnlySpan<string> variables)
    {
        foreach (var name in variables)
        {
            if (Plain(variable(name)) is { } value)
                return value;
        }

        return key is null ? null : Plain(setting(key));
    }

    /// <summary>The same as an address.</summary>
    /// <exception cref="LibraryException">It is none; the message names the key and the variables.</exception>
    public Uri? FindAddress(string key, params ReadOnlySpan<string> variables)
    {
        if (Find(key, variables) is not { } text)
            return null;
        return Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "https" or "http"
            ? address
            : throw new LibraryException(
                FailureCode.Usage,
                $"{string.Join(" or ", [.. variables, key])} is not an address: give one like https://example.org."
            );
    }

    private static string? Plain(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();
}
