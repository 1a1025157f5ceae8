using BerryAIGen.IO.Pickles;

namespace BerryAIGen.IO.Tensors.Torch;

/// <summary>Finds the weights in what a pickle would make: the dictionary of tensors, and what stands beside it.</summary>
internal sealed class StateDictionary
{
    private const int Deepest = 16;
    private const int LongestText = 1024;
    private const string Embedding = "string_to_param";

    // Trainers put the weights under one of these beside their own things; the first that holds tensors is meant.
    private static readonly string[] Wrappers =
    [
        "state_dict",
        "model_state_dict",
        "params_ema",
        "params",
        "model",
        "module",
        "net",
        "network",
        "generator",
        "weights",
    ];

    private readonly Dictionary<string, TensorCall> _tensors = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);
    private readonly List<string> _leftOut = [];

    private StateDictionary() { }

    internal IReadOnlyDictionary<string, TensorCall> Tensors => _tensors;

    /// <summary>Texts and numbers that stand beside the weights, such as the step of a training.</summary>
    internal IReadOnlyDictionary<string, string> Texts => _texts;

    internal IReadOnlyList<string> LeftOut => _leftOut;

    /// <summary>Why the weights cannot be taken out; null when they were.</summary>
    internal FormatError? Error { get; private set; }

    internal static StateDictionary Find(PickleValue root)
    {
        var found = new StateDictionary();
        var weights = found.Descend(root);
        found.Collect(weights, "", 0);
        if (found.Error is null && found._tensors.Count == 0)
        {
            found.Error = new FormatError("NoTensors", "It holds no dictionary of tensors.");
        }

        return found;
    }

    /// <summary>Down to the dictionary of weights; what is passed by is left out.</summary>
    private PickleValue Descend(PickleValue root)
    {
        for (var depth = 0; depth < Deepest && TorchValues.TryPairs(root) is { } pairs; depth++)
        {
            // The key is all that tells an embedding of the first trainers from any other tensor.
            if (pairs.Any(pair => TorchValues.TryText(pair.Key) == Embedding))
            {
                return root;
            }

            var next = Wrappers
                .SelectMany(name => pairs.Where(pair => TorchValues.TryText(pair.Key) == name))
                .FirstOrDefault(pair => HoldsTensors(pair.Value, 0));
            if (next.Value is null && !pairs.Any(pair => TorchValues.TryTensor(pair.Value) is not null))
            {
                var holders = pairs.Where(pair => HoldsTensors(pair.Value, 0)).ToList();
                next = holders.Count == 1 ? holders[0] : default;
            }

            if (next.Value is null)
            {
                return root;
            }

            foreach (var (key, value) in pairs)
            {
                Note(TorchValues.TryText(key), value, isWeights: ReferenceEquals(value, next.Value));
            }

            root = next.Value;
        }

        return root;
    }

    private void Note(string? key, PickleValue value, bool isWeights)
    {
        if (isWeights || key is null)
        {
            return;
        }

        if (TorchValues.TryText(value) is { Length: > 0 and <= LongestText } text)
        {
            _texts[key] = text;
        }
        else
        {
            _leftOut.Add(key);
        }
    }

    private static bool HoldsTensors(PickleValue value, int depth) =>
        TorchValues.TryTensor(value) is not null
        || (
            depth < Deepest
            && TorchValues.TryPairs(value) is { } pairs
            && pairs.Any(pair => HoldsTensors(pair.Value, depth + 1))
        );

    private void Collect(PickleValue value, string path, int depth)
    {
        if (TorchValues.TryTensor(value) is { } tensor)
        {
            if (!_tensors.TryAdd(path, tensor))
            {
                Error ??= new FormatError("RepeatedName", $"Two tensors are called '{path}'.");
            }
        }
        else if (TorchValues.TryPairs(value) is { } pairs && depth < Deepest)
        {
            foreach (var (key, inner) in pairs)
            {
                var name = TorchValues.TryText(key);
                Collect(inner, path.Length == 0 ? name ?? "" : $"{path}.{name}", depth + 1);
            }
        }
        else if (value is PickleCall or PicklePersistent or PickleUnknown or PickleGlobal)
        {
            // Something that may be weights in a form that nobody here reads: leaving it out would lose it.
            Error ??= new FormatError(
                "UnknownObject",
                $"'{(path.Length == 0 ? "the whole file" : path)}' is {TorchRefusals.Describe(value)}."
            );
        }
        else if (path.Length > 0)
        {
            Note(path, value, isWeights: false);
        }
    }
}
