namespace BerryAIGen.Sandbox.ModelFiles;

/// <summary>A tensor's name and its size in every dimension.</summary>
internal sealed record TensorShape(string Name, IReadOnlyList<long> Shape);

/// <summary>The tensors by which programs recognise a kind of model, in small.</summary>
/// <param name="Name">Key of the template.</param>
/// <param name="Types">Model or file types it stands for.</param>
/// <param name="BaseModels">Base models it stands for; empty: any.</param>
/// <param name="Metadata">Header metadata; a value may hold <c>{title}</c> and <c>{word}</c>.</param>
/// <param name="Tensors">Always present.</param>
/// <param name="Growing">Added with as many rows as the wished size needs.</param>
internal sealed record TensorTemplate(
    string Name,
    IReadOnlyList<string> Types,
    IReadOnlyList<string> BaseModels,
    IReadOnlyDictionary<string, string> Metadata,
    IReadOnlyList<TensorShape> Tensors,
    IReadOnlyList<TensorShape> Growing
)
{
    public bool Fits(string type, string baseModel) =>
        (Types.Count == 0 || Types.Contains(type)) && (BaseModels.Count == 0 || BaseModels.Contains(baseModel));
}
