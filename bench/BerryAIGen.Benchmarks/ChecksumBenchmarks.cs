using System.Security.Cryptography;
using BenchmarkDotNet.Attributes;
using BerryAIGen.IO.Checksums;

namespace BerryAIGen.Benchmarks;

/// <summary>One mebibyte through each hash on one thread; SHA-256 of OpenSSL is the measure.</summary>
[InProcess]
public class ChecksumBenchmarks
{
    private readonly byte[] _block = new byte[1 << 20];
    private readonly byte[] _hash = new byte[32];

    [GlobalSetup]
    public void Fill() => new Random(1).NextBytes(_block);

    [Benchmark(Baseline = true)]
    public int Sha256() => SHA256.HashData(_block, _hash);

    [Benchmark]
    public void Blake3()
    {
        var hash = new Blake3();
        hash.Append(_block);
        hash.Finish(_hash);
    }

    [Benchmark]
    public uint Crc32()
    {
        var crc = new Crc32();
        crc.Append(_block);
        return crc.Value;
    }
}
