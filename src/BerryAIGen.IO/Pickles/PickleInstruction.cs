namespace BerryAIGen.IO.Pickles;

/// <summary>One instruction and what follows it.</summary>
/// <param name="Opcode">Its byte.</param>
/// <param name="Value">What it pushes or names; null where it has no argument of that kind.</param>
/// <param name="Number">An index of the memo, a protocol or an extension's code.</param>
internal readonly record struct PickleInstruction(PickleOpcode Opcode, PickleValue? Value = null, long Number = 0);
