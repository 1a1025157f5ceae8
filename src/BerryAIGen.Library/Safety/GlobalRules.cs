using System.Collections.Frozen;
using BerryAIGen.IO.Pickles;

namespace BerryAIGen.Library.Safety;

/// <summary>
/// Judges what a pickle names. Only an allow-list is a gate: what no list knows is suspicious, and the lists of dangerous
/// names only say how bad it is and why.
/// </summary>
internal sealed class GlobalRules
{
    private const string WholeModule = "*";
    private readonly FrozenDictionary<string, string> _aliases;
    private readonly FrozenSet<(string, string)> _allowed;
    private readonly FrozenSet<(string, string)> _watched;
    private readonly FrozenDictionary<(string, string), string> _dangerous;
    private readonly FrozenSet<string> _reaching;
    private readonly FrozenSet<string> _standard;
    private readonly PersonalGlobals _personal;

    internal GlobalRules(PickleGlobals shipped, PersonalGlobals personal)
    {
        _personal = personal;
        _aliases = shipped.Aliases.ToFrozenDictionary();
        _allowed = Pairs(shipped.Allowed).ToFrozenSet();
        _watched = Pairs(shipped.Watched).ToFrozenSet();
        _dangerous = shipped
            .Dangerous.SelectMany(group => Pairs(group.Globals).Select(pair => (pair, group.Why)))
            .DistinctBy(row => row.pair)
            .ToFrozenDictionary(row => row.pair, row => row.Why);
        _reaching = shipped.ReachingAttributes.ToFrozenSet();
        _standard = shipped.StandardLibrary.ToFrozenSet();
    }

    internal ScannedGlobal Judge(PickleUse use)
    {
        var (level, why) = JudgeName(use);
        return new ScannedGlobal(use.Module, use.Name, level, why);
    }

    private (GlobalLevel Level, string? Why) JudgeName(PickleUse use)
    {
        // A line end of Windows in a name of protocol 0 changes nothing of what is meant.
        var (module, name) = (Canonical(use.Module.Trim()), use.Name.Trim());
        if (module == PickleUse.Unknown || name == PickleUse.Unknown)
            return (GlobalLevel.Dangerous, "its name cannot be worked out by reading");
        if (_personal.FindDanger(module, name) is { } personal)
            return (GlobalLevel.Dangerous, personal);
        // What belongs to an installed package is the same for all that is loaded later.
        if (use.IsChanged)
            return (GlobalLevel.Dangerous, "it is changed by the file, for every program part that uses it later");
        if (_personal.FindPermission(module, name) is { } permission)
            return (GlobalLevel.Innocuous, permission);
        if (_allowed.Contains((module, name)))
            return (GlobalLevel.Innocuous, null);
        if (_watched.Contains((module, name)))
            return use.GetsUnreadBytes
                ? (GlobalLevel.Dangerous, "it is given bytes that cannot be looked into")
                : (GlobalLevel.Suspicious, "it may be harmless, and is not needed for tensors");
        return FindDanger(module, name) is { } why
            ? (GlobalLevel.Dangerous, why)
            : (GlobalLevel.Suspicious, "no list knows it");
    }

    private string? FindDanger(string module, string name) =>
        FindListed(module, name)
        ?? FindReaching(name)
        ?? FindMethod(module, name)
        ?? (_standard.Contains(Root(module)) ? "it belongs to Python itself and no tensor needs it" : null);

    /// <summary>A module that is listed whole, or the name or what it is an attribute of.</summary>
    private string? FindListed(string module, string name)
    {
        foreach (var prefix in Prefixes(module))
        {
            if (_dangerous.TryGetValue((prefix, WholeModule), out var whole))
                return whole;
        }

        foreach (var prefix in Prefixes(name))
        {
            if (_dangerous.TryGetValue((module, prefix), out var why))
                return why;
        }

        return null;
    }

    /// <summary>A dotted name goes from object to object: every step may be a module that the first one imported.</summary>
    private string? FindReaching(string name)
    {
        foreach (var part in name.Split('.'))
        {
            if (_reaching.Contains(part) || _dangerous.ContainsKey((Canonical(part), WholeModule)))
                return $"it reaches {part} by a detour";
        }

        return null;
    }

    // A harmless class has methods that are not: an array writes itself to any file.
    private string? FindMethod(string module, string name) =>
        name.IndexOf('.') is var end and > 0 && _allowed.Contains((module, name[..end]))
            ? $"it is a part of {name[..end]} that no tensor needs"
            : null;

    private string Canonical(string module)
    {
        foreach (var prefix in Prefixes(module))
        {
            if (_aliases.TryGetValue(prefix, out var other))
                return other + module[prefix.Length..];
        }

        return module;
    }

    private static string Root(string module) => module.Split('.', 2)[0];

    /// <summary>"a.b.c", "a.b", "a".</summary>
    private static IEnumerable<string> Prefixes(string dotted)
    {
        // The lists know no name of more parts than a few, and a hostile one may have thousands.
        for (
            var end = dotted.Length <= LongestName ? dotted.Length : LongestName;
            end > 0;
            end = dotted.LastIndexOf('.', end - 1)
        )
            yield return dotted[..end];
    }

    private const int LongestName = 1024;

    private static IEnumerable<(string, string)> Pairs(IReadOnlyDictionary<string, string[]> names) =>
        names.SelectMany(row => row.Value.Select(name => (row.Key, name)));
}
