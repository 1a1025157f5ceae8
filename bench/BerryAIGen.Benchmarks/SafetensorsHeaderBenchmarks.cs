using System.Buffers.Binary;
using System.Text;
using BenchmarkDotNet.Attributes;
using BerryAIGen.IO.Safetensors;

namespace BerryAIGen.Benchmarks;

/// <summary>Reads and checks the header of a file with as many tensors as an SDXL checkpoint has.</summary>
[MemoryDiagnoser]
[InProcess]
public class SafetensorsHeaderBenchmarks
{
    private const int Tensors = 2515;
    private const int TensorBytes = 64;
    private readonly byte[] _start = MakeStart();

    [Benchmark]
    public SafetensorsReading Read() =>
        SafetensorsReader.Read(new MemoryStream(_start), _start.Length + (long)Tensors * TensorBytes);

    private static byte[] MakeStart()
    {
        var entries = Enumerable
            .Range(0, Tensors)
            .Select(i =>
                $"\"model.diffusion_model.input_blocks.{i}.1.transformer_blocks.0.attn1.to_k.weight\":"
                + $$"""{"dtype":"F16","shape":[4,8],"data_offsets":[{{i * TensorBytes}},{{(i + 1) * TensorBytes}}]}"""
            );
        var header = Encoding.UTF8.GetBytes("{" + string.Join(',', entries) + "}");
        var length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
        return [.. length, .. header];
    }
}
