using System.Runtime.InteropServices;
using BerryAIGen.Library.Identification.Tables;

namespace BerryAIGen.Library.Identification.Rules;

/// <summary>One table seen through the patterns: which keys fit which.</summary>
internal sealed class TableView
{
    private const int OnStack = 512;
    private const int None = -1;

    private readonly List<TableTensor> _tensors;
    private readonly List<int> _sameForm;
    private readonly Dictionary<KeyForm, (int First, int Last)> _forms = [];
    private readonly int[] _heads;
    private readonly List<(KeyForm Form, int Next)> _links = [];

    public TableView(TensorTable table, PatternIndex index, string? folder)
    {
        Metadata = table.Metadata;
        Folder = folder;
        _tensors = [.. table.Tensors];
        _sameForm = new List<int>(_tensors.Count);
        _heads = new int[index.Count];
        Array.Fill(_heads, None);
        AdapterModules? modules = null;
        for (var i = 0; i < table.Tensors.Count; i++)
        {
            var form = Add(i, index);
            if (form.Suffix is not null)
                (modules ??= new AdapterModules()).Add(_tensors[i], form);
        }

        if (modules is null)
            return;
        _tensors.AddRange(modules.Weights());
        for (var i = table.Tensors.Count; i < _tensors.Count; i++)
            Add(i, index);
    }

    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>The name of the folder that is the model; null for a file.</summary>
    public string? Folder { get; }

    /// <summary>The keys that fit.</summary>
    public IEnumerable<TableTensor> Find(KeyPattern pattern) => _heads[pattern.Id] == None ? [] : Enumerate(pattern);

    /// <summary>Whether a key fits.</summary>
    public bool Has(KeyPattern pattern) => _heads[pattern.Id] != None && (pattern.IsExact || Find(pattern).Any());

    private IEnumerable<TableTensor> Enumerate(KeyPattern pattern)
    {
        for (var link = _heads[pattern.Id]; link != None; link = _links[link].Next)
        {
            for (var i = _forms[_links[link].Form].First; i != None; i = _sameForm[i])
            {
                if (pattern.Fits(_tensors[i].Name))
                    yield return _tensors[i];
            }
        }
    }

    private KeyForm Add(int i, PatternIndex index)
    {
        var name = _tensors[i].Name;
        Span<char> text = name.Length <= OnStack ? stackalloc char[OnStack] : new char[name.Length];
        var form = index.FormOf(text[..Skeletons.Write(name, text)]);
        _sameForm.Add(None);
        ref var group = ref CollectionsMarshal.GetValueRefOrAddDefault(_forms, form, out var isKnown);
        if (isKnown)
        {
            _sameForm[group.Last] = i;
            group.Last = i;
            return form;
        }

        group = (i, i);
        foreach (var pattern in form.Patterns)
        {
            _links.Add((form, _heads[pattern]));
            _heads[pattern] = _links.Count - 1;
        }

        return form;
    }
}
