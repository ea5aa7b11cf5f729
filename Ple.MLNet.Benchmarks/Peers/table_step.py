"""Training steps of the default model of a table in PyTorch, on one thread. Reads "way steps" line by line and prints the milliseconds of
the fastest step, which nothing else broke into; the ways:

adam      torch.optim.Adam
foreach   the same with foreach=True
flat      all parameters are views of one tensor, and Adam steps that
"""
import math
import sys
import time

import torch
import torch.nn.functional as F
from torch import nn

SCORES, WIDTHS, CONDITION, HIDDEN, LATENT, BATCH, RATE = 20, [2, 3, 4, 5, 6, 8, 12], 2, [64, 64], 16, 128, 1e-3
VALUES = SCORES + sum(WIDTHS)
HALF_LOG_TWO_PI = math.log(2 * math.pi) / 2
# Of the categories' slots those of each block, padded to the widest: one logsumexp for all blocks takes less time than a cross-entropy for each.
PLACES = torch.tensor([sum(WIDTHS[:block]) + i if i < width else sum(WIDTHS) for block, width in enumerate(WIDTHS) for i in range(max(WIDTHS))])


def fully_connected(sizes):
    layers = []
    for i in range(len(sizes) - 1):
        layers.append(nn.Linear(sizes[i], sizes[i + 1]))
        if i + 2 < len(sizes):
            layers.append(nn.LeakyReLU(inplace=True))
    return nn.Sequential(*layers)


class Vae(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder = fully_connected([VALUES + CONDITION, *HIDDEN, 2 * LATENT])
        self.decoder = fully_connected([LATENT + CONDITION, *reversed(HIDDEN), VALUES])
        self.log_sigma = nn.Parameter(torch.zeros(SCORES))

    def forward(self, rows):
        mean, log_variance = self.encoder(rows).split(LATENT, 1)
        log_variance = log_variance.clamp(-10, 10)
        latent = mean + torch.randn_like(mean) * (log_variance / 2).exp()
        parameters = self.decoder(torch.cat([latent, rows[:, VALUES:]], 1))
        log_sigma = self.log_sigma.clamp(-3, 1)
        standardized = (rows[:, :SCORES] - parameters[:, :SCORES]) * (-log_sigma).exp()
        loss = (standardized.square() / 2 + log_sigma + HALF_LOG_TWO_PI).sum()
        logits = parameters[:, SCORES:]
        padded = F.pad(logits, (0, 1), value=-1e9).index_select(1, PLACES).view(len(rows), len(WIDTHS), -1)
        loss = loss + padded.logsumexp(2).sum() - (logits * rows[:, SCORES:VALUES]).sum()
        divergence = (mean.square() + log_variance.exp() - log_variance - 1).sum() / 2
        return (loss + divergence) / len(rows)


def flatten(model):
    parameters = list(model.parameters())
    flat = nn.Parameter(torch.cat([p.detach().reshape(-1) for p in parameters]))
    flat.grad = torch.zeros_like(flat)
    offset = 0
    for p in parameters:
        p.data = flat.data[offset:offset + p.numel()].view_as(p)
        p.grad = flat.grad[offset:offset + p.numel()].view_as(p)
        offset += p.numel()
    return flat


def make_step(way):
    model = Vae()
    if way == "flat":
        flat = flatten(model)
        optimizer = torch.optim.Adam([flat], RATE)
    else:
        optimizer = torch.optim.Adam(model.parameters(), RATE, foreach=way == "foreach")

    def step(rows):
        optimizer.zero_grad(set_to_none=way != "flat")
        loss = model(rows)
        loss.backward()
        optimizer.step()
        return loss.item()

    return step


torch.set_num_threads(1)
torch.manual_seed(1)
batches = [torch.cat([torch.randn(BATCH, SCORES)] + [F.one_hot(torch.randint(w, (BATCH,)), w).float() for w in [*WIDTHS, CONDITION]], 1) for _ in range(8)]
steps = {way: make_step(way) for way in ["adam", "foreach", "flat"]}
for step in steps.values():
    for i in range(20):
        step(batches[i % len(batches)])
for line in sys.stdin:
    way, count = line.split()
    milliseconds = []
    for i in range(int(count)):
        start = time.perf_counter()
        steps[way](batches[i % len(batches)])
        milliseconds.append((time.perf_counter() - start) * 1e3)
    print(min(milliseconds), flush=True)
