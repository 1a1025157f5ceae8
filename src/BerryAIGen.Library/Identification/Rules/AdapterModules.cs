using System.Runtime.InteropServices;
using BerryAIGen.Library.Identification.Tables;

namespace BerryAIGen.Library.Identification.Rules;

/// <summary>
/// Reads the tensors of an adapter as the weights that it changes, whichever program wrote it: each becomes one entry
/// <c>lora:</c>, part and module with underscores, of the weight's own shape <c>[out, in]</c>, 0 where it is not told.
/// </summary>
internal sealed class AdapterModules
{
    public const string Mark = "lora:";

    private readonly Dictionary<string, Sizes> _modules = new(StringComparer.Ordinal);

    public void Add(in TableTensor tensor, KeyForm form)
    {
        var suffix = form.Suffix!;
        var name = tensor.Name.AsSpan(0, tensor.Name.Length - suffix.Suffix.Length);
        var lookup = _modules.GetAlternateLookup<ReadOnlySpan<char>>();
        ref var sizes = ref CollectionsMarshal.GetValueRefOrAddDefault(lookup, name, out var isKnown);
        sizes = (isKnown ? sizes : new Sizes(form.Prefix, form.Part, 0, 0)).With(suffix.Role, tensor.Shape);
    }

    public IEnumerable<TableTensor> Weights() =>
        _modules.Select(pair => new TableTensor(
            NameOf(pair.Key, pair.Value),
            "",
            (ulong[])[pair.Value.Out, pair.Value.In]
        ));

    private static string NameOf(string module, Sizes sizes) =>
        string.Concat(Mark, sizes.Part, module.AsSpan(sizes.Prefix)).Replace('.', '_');

    private readonly record struct Sizes(int Prefix, string Part, ulong Out, ulong In)
    {
        public Sizes With(AdapterRole role, IReadOnlyList<ulong> shape)
        {
            var rows = shape.Count > 0 ? shape[0] : 0;
            var columns = shape.Count > 1 ? shape[1] : 0;
            return role switch
            {
                AdapterRole.Down => this with { In = columns },
                AdapterRole.Up => this with { Out = rows },
                AdapterRole.Full => this with { Out = rows, In = columns },
                AdapterRole.Factor => this with { Out = Times(Out, rows), In = Times(In, columns) },
                AdapterRole.FactorUp => this with { Out = Times(Out, rows) },
                AdapterRole.FactorDown => this with { In = Times(In, columns) },
                _ => this,
            };
        }

        private static ulong Times(ulong known, ulong factor) => known == 0 ? factor : unchecked(known * factor);
    }
}
