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
    private readonly List<string> _dtypes = [];

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
    public Matches Find(KeyPattern pattern) => new(this, pattern);

    /// <summary>Whether a key fits.</summary>
    public bool Has(KeyPattern pattern) =>
        _heads[pattern.Id] != None && (pattern.IsExact || Find(pattern).GetEnumerator().MoveNext());

    /// <summary>Whether a tensor is of one of these types, in whatever case.</summary>
    public bool HasDtype(IReadOnlyList<string> dtypes)
    {
        foreach (var dtype in _dtypes)
        {
            if (dtypes.Contains(dtype, StringComparer.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    private KeyForm Add(int i, PatternIndex index)
    {
        var (name, dtype) = (_tensors[i].Name, _tensors[i].Dtype);
        if (!_dtypes.Contains(dtype))
            _dtypes.Add(dtype);
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

    /// <summary>The tensors whose keys fit a pattern; asked for by every rule of every file, and so without an object.</summary>
    public struct Matches(TableView view, KeyPattern pattern)
    {
        private int _link = view._heads[pattern.Id];
        private int _at = None;

        public readonly ref readonly TableTensor Current => ref CollectionsMarshal.AsSpan(view._tensors)[_at];

        public readonly Matches GetEnumerator() => this;

        public bool MoveNext()
        {
            while (Step())
            {
                if (pattern.Fits(Current.Name))
                    return true;
            }

            return false;
        }

        // The next tensor of the form, or the first of the next form.
        private bool Step()
        {
            if (_at != None)
                _at = view._sameForm[_at];
            while (_at == None && _link != None)
            {
                (var form, var next) = view._links[_link];
                (_at, _link) = (view._forms[form].First, next);
            }

            return _at != None;
        }
    }
}
