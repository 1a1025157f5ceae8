namespace BerryAIGen.IO.Safetensors;

/// <summary>A tensor as its header claims it to be, not yet held against the file.</summary>
internal readonly record struct DeclaredTensor(string Name, Dtype Dtype, ulong[] Shape, ulong Begin, ulong End);
