using System.Numerics;

namespace BerryAIGen.IO.Pickles;

/// <summary>What is known, without running anything, of an object that a pickle would make.</summary>
public abstract class PickleValue;

/// <summary>Something that cannot be worked out by reading.</summary>
public sealed class PickleUnknown : PickleValue
{
    internal static readonly PickleUnknown Instance = new();
}

/// <summary><c>None</c>, a truth value or a number; <see cref="Value"/> is null, a bool, a long, a BigInteger or a double.</summary>
public sealed class PickleConstant(object? value) : PickleValue
{
    internal static readonly PickleConstant None = new(null);
    internal static readonly PickleConstant True = new(true);
    internal static readonly PickleConstant False = new(false);

    public object? Value { get; } = value;

    /// <summary>The whole number, null for anything else and for one that 64 bits do not hold.</summary>
    public long? Whole =>
        Value switch
        {
            long number => number,
            BigInteger big when big >= long.MinValue && big <= long.MaxValue => (long)big,
            _ => null,
        };
}

/// <summary>A text; Python 2's byte strings are read as Latin-1.</summary>
/// <param name="value">The text, or its beginning.</param>
/// <param name="isWhole">False when it was too long to be kept.</param>
public sealed class PickleText(string value, bool isWhole = true) : PickleValue
{
    public string Value { get; } = value;

    public bool IsWhole { get; } = isWhole;
}

/// <summary>Bytes; their content only while it is short.</summary>
public sealed class PickleBytes(long length, byte[]? content, bool wasLookedInto = false) : PickleValue
{
    public long Length { get; } = length;

    public byte[]? Content { get; } = content;

    /// <summary>Whether they began like a model file and were scanned as one already.</summary>
    public bool WasLookedInto { get; } = wasLookedInto;
}

/// <summary>Something of an installed module: a class, a function, a module.</summary>
public sealed class PickleGlobal(string module, string name) : PickleValue
{
    public string Module { get; } = module;

    public string Name { get; } = name;

    public override string ToString() => $"{Module}.{Name}";
}

public sealed class PickleTuple(PickleValue[] items) : PickleValue
{
    internal static readonly PickleTuple Empty = new([]);

    public IReadOnlyList<PickleValue> Items { get; } = items;
}

/// <summary>A list, a set or a dictionary; keys and values of the last one take turns.</summary>
public sealed class PickleContainer(bool isDictionary) : PickleValue
{
    public bool IsDictionary { get; } = isDictionary;

    public List<PickleValue> Items { get; } = [];
}

/// <summary>What a call would give back: what is called, with what, and what is put into it later.</summary>
public sealed class PickleCall(PickleValue callee, PickleValue[] arguments) : PickleValue
{
    public PickleValue Callee { get; } = callee;

    public IReadOnlyList<PickleValue> Arguments { get; } = arguments;

    /// <summary>What SETITEM and its like add; null for none.</summary>
    public List<PickleValue>? Items { get; internal set; }

    /// <summary>What BUILD hands over; null for none.</summary>
    public PickleValue? State { get; internal set; }
}

/// <summary>Something that lies outside the pickle, such as the storage of a tensor.</summary>
public sealed class PicklePersistent(PickleValue id) : PickleValue
{
    public PickleValue Id { get; } = id;
}
