using System.CommandLine;
using BerryAIGen.Cli.Output;
using BerryAIGen.Library;
using BerryAIGen.Library.Configuration;
using BerryAIGen.Library.Downloads.Transfers;

namespace BerryAIGen.Cli.CommandLine;

/// <summary>One run of a command: what was typed, and where answers go.</summary>
internal sealed class CommandRun(ParseResult parsed)
{
    public StandardOutput Output { get; } = new(parsed.GetValue(BerryRootCommand.Json));

    public T? Get<T>(Option<T> option) => parsed.GetValue(option);

    public T Get<T>(Argument<T> argument) => parsed.GetRequiredValue(argument);

    /// <summary>The value of an argument that may be left out; null then.</summary>
    public string? Find(Argument<string?> argument) => parsed.GetValue(argument);

    /// <summary>The values of an argument that may be left out.</summary>
    public string[] GetAll(Argument<string[]> argument) => parsed.GetValue(argument) ?? [];

    /// <summary>Whether the option stands on the line, with or without a value.</summary>
    public bool Has(Option option) => parsed.GetResult(option) is { Implicit: false };

    /// <summary>The library with the settings of this machine; a key on the line comes before all others.</summary>
    public static BerryLibrary OpenLibrary(
        string? apiKey = null,
        Func<TransferSettings, TransferOptions>? transfers = null,
        bool isOffline = false
    )
    {
        var settings = SettingsWith(apiKey);
        return new(
            isOffline ? settings with { Network = settings.Network with { IsOffline = true } } : settings,
            transfers?.Invoke(settings.Transfers)
        );
    }

    private static LibraryOptions SettingsWith(string? apiKey)
    {
        var settings = LibraryEnvironment.Process.ToOptions();
        return settings with
        {
            CivitaiKey = Secret.From(apiKey, "--api-key") ?? settings.CivitaiKey,
            OnNotice = static notice => StandardOutput.Message($"berry: {notice}"),
        };
    }
}
