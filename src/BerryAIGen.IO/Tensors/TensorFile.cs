using System.Diagnostics.CodeAnalysis;

namespace BerryAIGen.IO.Tensors;

/// <summary>A tensor and how to get at its values.</summary>
/// <param name="Name">Its key.</param>
/// <param name="Dtype">Its element type in the words of safetensors.</param>
/// <param name="Shape">Sizes of its dimensions; none is a scalar.</param>
/// <param name="Bytes">Its values.</param>
public sealed record SourceTensor(string Name, string Dtype, IReadOnlyList<long> Shape, TensorBytes Bytes);

/// <summary>The tensors of a file, whatever its format; their values are read when they are asked for.</summary>
public sealed class TensorFile : IDisposable
{
    private readonly IReadOnlyList<IDisposable> _open;

    internal TensorFile(IReadOnlyList<SourceTensor> tensors, params IReadOnlyList<IDisposable> open) =>
        (Tensors, _open) = (tensors, open);

    public IReadOnlyList<SourceTensor> Tensors { get; }

    /// <summary>Free texts that belong to the tensors.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    /// <summary>What the file holds besides and a file of tensors cannot: names of entries.</summary>
    public IReadOnlyList<string> LeftOut { get; init; } = [];

    public void Dispose()
    {
        foreach (var open in _open)
        {
            open.Dispose();
        }
    }
}

/// <summary>The tensors of a file, or why they cannot be had.</summary>
public sealed record TensorFileReading
{
    public TensorFile? File { get; private init; }

    public FormatError? Error { get; private init; }

    [MemberNotNullWhen(true, nameof(File))]
    [MemberNotNullWhen(false, nameof(Error))]
    public bool IsValid => File is not null;

    internal static TensorFileReading Of(TensorFile file) => new() { File = file };

    internal static TensorFileReading Broken(FormatError error) => new() { Error = error };

    internal static TensorFileReading Broken(string rule, string message) => Broken(new FormatError(rule, message));
}
