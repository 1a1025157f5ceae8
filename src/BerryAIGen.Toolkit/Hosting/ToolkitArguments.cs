using System.Globalization;
using BerryAIGen.Library;
using BerryAIGen.Library.Configuration;

namespace BerryAIGen.Toolkit.Hosting;

/// <summary>What the command line and the environment say; the command line goes first.</summary>
internal sealed class ToolkitArguments
{
    // What may be said with commas may be said again as well.
    private static readonly string[] Several = ["--host-name", "--allow-origin"];

    private readonly Dictionary<string, string> _words = [];
    private readonly LibraryEnvironment _environment;

    /// <exception cref="LibraryException">An option is unknown or has no value.</exception>
    public ToolkitArguments(
        IReadOnlyList<string> args,
        LibraryEnvironment environment,
        string[] options,
        string[] flags
    )
    {
        _environment = environment;
        for (var at = 0; at < args.Count; at++)
        {
            var name = args[at];
            if (flags.Contains(name))
                _words[name] = "on";
            else if (options.Contains(name) && at + 1 < args.Count)
                _words[name] =
                    Several.Contains(name) && _words.TryGetValue(name, out var before)
                        ? $"{before},{args[++at]}"
                        : args[++at];
            else
                throw Wrong(
                    $"\"{name}\" is no option, or has no value; the options are {string.Join(", ", options)}, {string.Join(", ", flags)}."
                );
        }
    }

    public bool Has(string option) => _words.ContainsKey(option);

    public string? Find(string option, string? variable = null) =>
        _words.GetValueOrDefault(option) ?? (variable is null ? null : _environment.Find(variable));

    /// <summary>Several, divided by commas.</summary>
    public string[] FindAll(string option, string variable) =>
        Find(option, variable)?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        ?? [];

    public bool IsOn(string option, string variable) =>
        Find(option, variable)?.ToLowerInvariant() switch
        {
            null or "off" or "false" or "no" or "0" => false,
            "on" or "true" or "yes" or "1" => true,
            var other => throw Wrong($"{variable} must be on or off, not \"{other}\"."),
        };

    public int? FindNumber(string? option, string variable, int least, int most)
    {
        if ((option is null ? _environment.Find(variable) : Find(option, variable)) is not { } text)
            return null;
        return
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= least
            && number <= most
            ? number
            : throw Wrong(
                $"{(option is null ? variable : $"{option} ({variable})")} must be a whole number from {least} to {most}, not \"{text}\"."
            );
    }

    private static LibraryException Wrong(string message) => new(FailureCode.Usage, message);
}
