namespace BerryAIGen.Library.Safety;

/// <summary>What a person added to the lists: further dangers, and single names that are allowed by explicit word.</summary>
internal sealed class PersonalGlobals
{
    private const string WholeModule = "*";
    private readonly Dictionary<(string, string), string> _allowed = [];
    private readonly Dictionary<(string, string), string> _dangerous = [];

    internal void Add(PickleGlobals file, string path)
    {
        foreach (var (module, names) in file.Allowed)
        {
            foreach (var name in names)
                _allowed[(module, name)] = $"allowed by {path}";
        }

        foreach (var group in file.Dangerous)
        {
            foreach (var (module, names) in group.Globals)
            {
                foreach (var name in names)
                    _dangerous[(module, name)] = $"{group.Why} ({path})";
            }
        }
    }

    internal string? FindPermission(string module, string name) => _allowed.GetValueOrDefault((module, name));

    internal string? FindDanger(string module, string name)
    {
        if (_dangerous.TryGetValue((module, name), out var why))
            return why;
        for (var end = module.Length; end > 0; end = module.LastIndexOf('.', end - 1))
        {
            if (_dangerous.TryGetValue((module[..end], WholeModule), out var whole))
                return whole;
        }

        return null;
    }
}
